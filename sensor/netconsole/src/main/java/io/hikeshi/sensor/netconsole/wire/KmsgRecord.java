package io.hikeshi.sensor.netconsole.wire;

import java.util.Optional;

/** What one read of {@code /dev/kmsg} gives (Documentation/ABI/testing/dev-kmsg): an extended record, never in fragments. */
public final class KmsgRecord {
    /** {@code PRINTKRB_RECORD_MAX} and the escapes and header around it; with less room the kernel gives none at all. */
    public static final int LONGEST = 16 * 1024;

    private KmsgRecord() {}

    /** Empty if these bytes begin with no header. */
    public static Optional<Line> parse(byte[] bytes, int length) {
        int semicolon = Header.semicolon(bytes, length);
        var header = Header.parse(bytes, semicolon);
        return header == null ? Optional.empty() : Optional.of(Body.line(header, bytes, semicolon + 1, length));
    }
}
