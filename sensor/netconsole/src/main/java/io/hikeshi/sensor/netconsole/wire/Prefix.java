package io.hikeshi.sensor.netconsole.wire;

/**
 * What stands before a line of the basic format, as {@code print_time} and {@code print_caller} in kernel/printk/printk.c write
 * it: {@code [ 8374.456345][  T123] }, each only if the kernel was told to.
 *
 * @param usec -1 without a time
 * @param caller empty without one
 * @param length the space behind it included
 */
record Prefix(long usec, String caller, int length) {
    private static final Prefix NONE = new Prefix(-1, "", 0);
    private static final int DECIMALS = 6;
    private static final int MOST_DIGITS = 12;
    private static final int LONGEST = 26;

    static Prefix of(String line) {
        if (!line.startsWith("[")) return NONE;
        long usec = time(line);
        int at = usec < 0 ? 0 : line.indexOf(']') + 1;
        String caller = caller(line, at);
        if (!caller.isEmpty()) at = line.indexOf(']', at) + 1;
        if (at == 0) return NONE;
        return new Prefix(usec, caller, line.startsWith(" ", at) ? at + 1 : at);
    }

    private static long time(String line) {
        int end = line.indexOf(']');
        int point = end - 1 - DECIMALS;
        if (point < 1 || end > LONGEST || line.charAt(point) != '.') return -1;
        long seconds = number(line, afterSpaces(line, 1), point);
        long micros = number(line, point + 1, end);
        return seconds < 0 || micros < 0 ? -1 : seconds * 1_000_000 + micros;
    }

    private static String caller(String line, int from) {
        int end = line.startsWith("[", from) ? line.indexOf(']', from) : -1;
        if (end < 0 || end - from > LONGEST) return "";
        int begin = afterSpaces(line, from + 1);
        boolean known = line.charAt(begin) == 'T' || line.charAt(begin) == 'C';
        return known && number(line, begin + 1, end) >= 0 ? line.substring(begin, end) : "";
    }

    private static int afterSpaces(String line, int from) {
        int at = from;
        while (line.charAt(at) == ' ') at++;
        return at;
    }

    /** -1 if it is none, or too long to be one of these. */
    private static long number(String line, int from, int to) {
        if (from >= to || to - from > MOST_DIGITS) return -1;
        long number = 0;
        for (int i = from; i < to; i++) {
            if (line.charAt(i) < '0' || line.charAt(i) > '9') return -1;
            number = 10 * number + line.charAt(i) - '0';
        }
        return number;
    }
}
