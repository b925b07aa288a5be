package io.hikeshi.sensor.netconsole.title;

import io.hikeshi.sensor.event.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Console output without what printk puts before each line. */
record ConsoleText(List<Entry> entries) {
    private static final int MOST_LINES = 200_000;
    private static final int LONGEST_LINE = 1_000;

    private static final int RECENT_SECONDS = 10;
    private static final Pattern TIME = Pattern.compile("(?m)^(?:<\\d{1,4}>)?\\[ {0,12}(\\d{1,12}\\.\\d{6})\\]");

    /** Level, time and caller; a console may have written something else before them, such as a login prompt. */
    private static final Pattern PREFIX = Pattern.compile(
            "^(?:.{0,80}?(?:<\\d{1,4}>)?\\[ {0,12}\\d{1,12}\\.\\d{6}\\](?:\\[ {0,12}([TC]\\d{1,10})\\])?|<\\d{1,4}>|\\[ {0,12}([TC]\\d{1,10})\\]) ?");

    /** @param caller {@code T<thread>} or {@code C<cpu>}; empty if the kernel does not say */
    record Entry(String text, String caller) {}

    static ConsoleText of(String text) {
        var entries = new ArrayList<Entry>();
        for (int start = 0; start < text.length() && entries.size() < MOST_LINES; ) {
            int end = text.indexOf('\n', start);
            if (end < 0) end = text.length();
            entries.add(entry(text.substring(start, Math.min(end, start + LONGEST_LINE))));
            start = end + 1;
        }
        return new ConsoleText(entries);
    }

    /** What was logged shortly before the last line; all of it where the kernel prints no times. */
    static String lastSeconds(String text) {
        var times = TIME.matcher(text);
        double last = -1;
        while (times.find()) last = Double.parseDouble(times.group(1));
        for (boolean found = times.reset().find(); found; found = times.find()) {
            if (Double.parseDouble(times.group(1)) >= last - RECENT_SECONDS) return text.substring(times.start());
        }
        return text;
    }

    private static Entry entry(String line) {
        var prefix = PREFIX.matcher(line);
        if (!prefix.lookingAt()) return new Entry(line.stripTrailing(), "");
        String caller = prefix.group(1) == null ? prefix.group(2) : prefix.group(1);
        return new Entry(line.substring(prefix.end()).stripTrailing(), caller == null ? "" : caller);
    }

    /** From one line on, only what the same thread or processor wrote, where the kernel tells them apart. */
    List<String> contextFrom(int first, int most) {
        String caller = entries.get(first).caller();
        var lines = new ArrayList<String>();
        for (int i = first; i < entries.size() && lines.size() < most; i++) {
            var entry = entries.get(i);
            if (caller.isEmpty() || entry.caller().equals(caller)) lines.add(entry.text());
        }
        return lines;
    }

    /** What differs from one run to the next becomes a word: addresses, numbers, places in a file. */
    static String general(String text) {
        String general = text.replaceAll("\\(ptrval\\)|0x[0-9a-f]+|\\b(?=[a-f]*[0-9])[0-9a-f]{8,16}\\b", "ADDR")
                .replaceAll("\\+ADDR/ADDR", "")
                .replaceAll("\\.[ch]:\\d+", ".c:LINE")
                .replaceAll("\\b\\d+\\b", "NUM");
        return Text.cut(Text.printable(general.strip(), 400), 120);
    }
}
