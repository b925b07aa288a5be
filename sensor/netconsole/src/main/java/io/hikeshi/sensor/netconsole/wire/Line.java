package io.hikeshi.sensor.netconsole.wire;

import java.util.Map;

/**
 * One record of a kernel's log as one console target sent it.
 *
 * @param priority facility and level as {@code facility << 3 | level}; -1 in the basic format
 * @param seq number of the record since boot; -1 in the basic format
 * @param usec microseconds since boot; -1 where the kernel prints no time
 * @param caller {@code T<thread>} or {@code C<cpu>}; empty where the kernel does not say
 * @param text holds line feeds where one printk wrote several lines
 * @param dictionary the record's properties and the target's userdata
 * @param release of the kernel; empty where the target does not send it
 * @param cut the end of the record did not arrive
 */
public record Line(
        Format format,
        int priority,
        long seq,
        long usec,
        String caller,
        String text,
        Map<String, String> dictionary,
        String release,
        boolean cut) {
    /** A record's fixed cost in memory, so that many empty ones cannot escape a byte budget. */
    private static final int OVERHEAD = 160;

    /** {@code include/linux/printk.h}: 0 is an emergency, 7 is for debugging; -1 if not known. */
    public int level() {
        return priority < 0 ? -1 : priority & 7;
    }

    /** {@code include/linux/kern_levels.h}: 0 is the kernel, which user space cannot claim; -1 if not known. */
    public int facility() {
        return priority < 0 ? -1 : priority >>> 3;
    }

    /** In the basic format nobody can tell, so a line counts as the kernel's. */
    public boolean mayBeKernels() {
        return facility() <= 0;
    }

    /** About how many bytes of memory this takes. */
    public int weight() {
        int dictionaryLength = 0;
        for (var entry : dictionary.entrySet()) {
            dictionaryLength +=
                    OVERHEAD + entry.getKey().length() + entry.getValue().length();
        }
        return OVERHEAD + text.length() + caller.length() + release.length() + dictionaryLength;
    }

    /** As a console prints it: time and caller before each of its lines, a line feed after each. */
    public String printed() {
        String prefix = prefix();
        var printed = new StringBuilder();
        for (String part : text.split("\n", -1))
            printed.append(prefix).append(part).append('\n');
        return printed.toString();
    }

    /** The same record with the rest of a text that the target sent separately. */
    public Line continuedBy(Line rest) {
        return new Line(format, priority, seq, usec, caller, text + rest.text, dictionary, release, rest.cut);
    }

    Line asCut() {
        return new Line(format, priority, seq, usec, caller, text, dictionary, release, true);
    }

    /** The ellipsis keeps the middle of a record from being taken for its beginning. */
    Line withoutBeginning() {
        return new Line(format, priority, seq, usec, caller, '…' + text, dictionary, release, true);
    }

    private String prefix() {
        String known = caller.isEmpty() ? "" : '[' + caller + ']';
        if (usec < 0) return known.isEmpty() ? "" : known + ' ';
        return String.format("[%5d.%06d]%s ", usec / 1_000_000, usec % 1_000_000, known);
    }
}
