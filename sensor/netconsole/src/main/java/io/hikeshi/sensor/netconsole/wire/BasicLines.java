package io.hikeshi.sensor.netconsole.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The basic format: what the console would print. A record of several lines repeats its prefix on each. A record longer than
 * a datagram is cut with no mark but the missing line feed, and its rest follows without prefix.
 */
final class BasicLines {
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
        var prefix = Prefix.of(line);
        String lineText = line.substring(prefix.length());
        if (started && prefix.usec() == usec && prefix.caller().equals(caller)) {
            text = text + '\n' + lineText;
            return;
        }
        if (started) endRecord(false);
        started = true;
        usec = prefix.usec();
        caller = prefix.caller();
        text = lineText;
    }

    private void endRecord(boolean cut) {
        lines.add(new Line(Format.BASIC, -1, -1, usec, caller, text, Map.of(), "", cut));
    }
}
