package io.hikeshi.sensor.netconsole.kmsg;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far a kernel's log was read.
 *
 * @param bootId of {@code /proc/sys/kernel/random/boot_id}; numbers mean nothing in another boot
 * @param seq of the last record that need not be read again
 */
public record KmsgPosition(String bootId, long seq) {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F-]{1,64}) (\\d{1,18})");

    /** What {@link #line} gave; empty if it is none. */
    public static Optional<KmsgPosition> parse(String line) {
        var matched = LINE.matcher(line);
        if (!matched.matches()) return Optional.empty();
        return Optional.of(new KmsgPosition(matched.group(1), Long.parseLong(matched.group(2))));
    }

    /** For a file of state. */
    public String line() {
        return bootId + ' ' + seq;
    }
}
