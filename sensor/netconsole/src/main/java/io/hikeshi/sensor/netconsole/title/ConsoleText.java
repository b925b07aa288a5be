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

    private static final String SECONDS = "\\[ {0,12}(\\d{1,12}\\.\\d{0,9})\\]";
    private static final Pattern TIME = Pattern.compile("(?m)^(?:<\\d{1,4}>)?" + SECONDS);

    /** printk's own prefix: level, time and caller, each only if the kernel was told to print it. */
    private static final String PRINTK = "(?:<\\d{1,4}>)?(?:" + SECONDS.replace("(\\d", "(?<seconds>\\d")
            + " ?)?(?:\\[ {0,12}(?<caller>[TC]\\d{1,10})\\] ?)?";

    /** What a console has written before it, such as a login prompt; only the time shows where that ends. */
    private static final Pattern PREFIX =
            Pattern.compile("(?:.{0,80}?(?=(?:<\\d{1,4}>)?\\[ {0,12}\\d{1,12}\\.\\d{6}\\]))?" + PRINTK);

    /** syslogd, journalctl, dmesg -T and readers of {@code /dev/kmsg} write a prefix of their own before printk's. */
    private static final Pattern LOGGED = Pattern.compile(
            "^(?:(?:[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d|\\d{4}-\\d\\d-\\d\\dT[\\d:.,+Z-]{8,24}) \\S{1,255} kernel: "
                    + "|\\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\\] "
                    + "|\\d{1,4},\\d{1,18},\\d{1,18},[-c+](?:,caller=(?<caller>[TC]\\d{1,10}))?;)");

    private static final Pattern ASKS_OTHERS = Pattern.compile("^Sending NMI .*to (?:other )?CPUs.*");

    /** {@code linux_banner} of init/version.c: the first line of every boot. */
    private static final String BANNER = "Linux version ";

    private static final double FIRST_SECONDS = 1;

    /**
     * @param caller {@code T<thread>} or {@code C<cpu>}; empty if the kernel does not say
     * @param seconds since boot; negative if the kernel does not say
     */
    record Entry(String text, String caller, double seconds) {}

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
        var logged = LOGGED.matcher(line);
        boolean isLogged = logged.lookingAt();
        String rest = isLogged ? line.substring(logged.end()) : line;
        var prefix = PREFIX.matcher(rest);
        String caller = null;
        double seconds = -1;
        if (prefix.lookingAt()) {
            caller = prefix.group("caller");
            if (prefix.group("seconds") != null) seconds = Double.parseDouble(prefix.group("seconds"));
            rest = rest.substring(prefix.end());
        }
        if (caller == null && isLogged) caller = logged.group("caller");
        return new Entry(rest.stripTrailing(), caller == null ? "" : caller, seconds);
    }

    /** A kernel that was at work begins anew. */
    boolean restarts() {
        boolean working = false;
        for (var entry : entries) {
            if (working && entry.seconds() == 0 && entry.text().startsWith(BANNER)) return true;
            if (entry.seconds() >= FIRST_SECONDS) working = true;
        }
        return false;
    }

    /**
     * From one line on, only what the same thread or processor wrote, where the kernel tells them apart; a processor that
     * asks the others for their backtraces lets them speak for it.
     */
    List<String> contextFrom(int first, int most) {
        String caller = entries.get(first).caller();
        boolean othersToo = false;
        var lines = new ArrayList<String>();
        for (int i = first; i < entries.size() && lines.size() < most; i++) {
            var entry = entries.get(i);
            boolean own = caller.isEmpty() || entry.caller().equals(caller);
            if (own || (othersToo && entry.caller().startsWith("C"))) lines.add(entry.text());
            if (own && ASKS_OTHERS.matcher(entry.text()).matches()) othersToo = true;
        }
        return lines;
    }

    /** What differs from one run to the next becomes a word: addresses, numbers, places in a file. */
    static String general(String text) {
        String general = text.replaceAll("\\(ptrval\\)|0x[0-9a-f]+|\\b(?=[a-f]*[0-9])[0-9a-f]{8,16}\\b", "ADDR")
                .replaceAll("\\+ADDR/ADDR", "")
                .replaceAll("(\\.[chS]):\\d+", "$1:LINE")
                .replaceAll("\\b\\d+\\b", "NUM");
        return Text.cut(Text.printable(general.strip(), 400), 120);
    }
}
