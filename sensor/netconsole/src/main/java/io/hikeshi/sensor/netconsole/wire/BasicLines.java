package io.hikeshi.sensor.netconsole.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The basic format: what the console would print. {@code [ 8374.456345][  T123] text}, time and caller each only if the
 * kernel was told to print them; a record of several lines repeats the prefix on each. A record longer than a datagram is cut
 * with no mark but the missing line feed, and its rest follows without prefix.
 */
final class BasicLines {
    /** {@code print_time} and {@code print_caller} in kernel/printk/printk.c. */
    private static final Pattern PREFIX =
            Pattern.compile("(?:\\[ {0,12}(\\d{1,12})\\.(\\d{6})\\])?(?:\\[ {0,12}([TC]\\d{1,10})\\])? ?");

    private static final int MOST_LINES = 256;

    private final List<Line> lines = new ArrayList<>();
    private long usec = -1;
    private String caller = "";
    private String text = "";
    private boolean started;

    static List<Line> parse(byte[] bytes, int length) {
        var parsed = new BasicLines();
        boolean whole = length > 0 && bytes[length - 1] == '\n';
        String all = new String(bytes, 0, whole ? length - 1 : length, StandardCharsets.UTF_8);
        for (String line : all.split("\n", MOST_LINES)) parsed.add(line);
        parsed.endRecord(!whole);
        return parsed.lines;
    }

    /** Lines of one datagram with the same prefix were one record. */
    private void add(String line) {
        var prefix = PREFIX.matcher(line);
        boolean stamped = prefix.lookingAt() && (prefix.group(1) != null || prefix.group(3) != null);
        long lineUsec = stamped && prefix.group(1) != null
                ? Long.parseLong(prefix.group(1)) * 1_000_000 + Long.parseLong(prefix.group(2))
                : -1;
        String lineCaller = stamped && prefix.group(3) != null ? prefix.group(3) : "";
        String lineText = stamped ? line.substring(prefix.end()) : line;
        if (started && lineUsec == usec && lineCaller.equals(caller)) {
            text = text + '\n' + lineText;
            return;
        }
        if (started) endRecord(false);
        started = true;
        usec = lineUsec;
        caller = lineCaller;
        text = lineText;
    }

    private void endRecord(boolean cut) {
        lines.add(new Line(Format.BASIC, -1, -1, usec, caller, text, Map.of(), "", cut));
    }
}
