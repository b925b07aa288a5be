package io.hikeshi.sensor.netconsole.wire;

import java.util.List;
import java.util.Optional;

/**
 * One UDP datagram of netconsole.
 *
 * @param lines empty if this is a fragment
 */
public record Datagram(List<Line> lines, Optional<Fragment> fragment) {
    /** The kernel sends 1000 bytes at most ({@code MAX_PRINT_CHUNK}); what is longer than this is not read. */
    public static final int LONGEST = 2048;

    /** Never fails: what is no extended record is basic text. Empty datagrams hold no line. */
    public static Datagram parse(byte[] bytes, int length) {
        int kept = Math.min(length, LONGEST);
        if (kept == 0) return new Datagram(List.of(), Optional.empty());
        int semicolon = Header.semicolon(bytes, kept);
        var header = Header.parse(bytes, semicolon);
        if (header == null) return new Datagram(BasicLines.parse(bytes, kept), Optional.empty());
        if (header.isFragment()) {
            return new Datagram(List.of(), Optional.of(new Fragment(header, bytes, semicolon + 1, kept)));
        }
        return new Datagram(List.of(Body.line(header, bytes, semicolon + 1, kept)), Optional.empty());
    }
}
