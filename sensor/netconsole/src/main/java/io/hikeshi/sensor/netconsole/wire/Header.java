package io.hikeshi.sensor.netconsole.wire;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the semicolon of an extended record:
 * {@code [release,]priority,seq,usec,flag[,caller=T1][,ncfrag=offset/total]}, as written by {@code info_print_ext_header}
 * in kernel/printk/printk.c and by {@code send_ext_msg_udp} in drivers/net/netconsole.c.
 *
 * @param offset where this fragment's bytes belong; 0 if the record is whole
 * @param total bytes of all fragments; 0 if the record is whole
 */
record Header(String release, int priority, long seq, long usec, String caller, int offset, int total) {
    private static final int LONGEST = 256;
    private static final int LONGEST_NUMBER = 18;
    private static final int LONGEST_CALLER = 16;
    private static final Pattern RELEASE = Pattern.compile("[0-9][A-Za-z0-9._+~-]{0,64}");
    private static final String FLAGS = "-+c";

    /** Null if these bytes do not begin with an extended header. */
    static @Nullable Header parse(byte[] bytes, int semicolon) {
        if (semicolon < 7 || semicolon > LONGEST) return null;
        String[] fields = new String(bytes, 0, semicolon, StandardCharsets.ISO_8859_1).split(",", -1);
        int at = isNumber(fields[0]) ? 0 : 1;
        if (fields.length < at + 4 || (at == 1 && !RELEASE.matcher(fields[0]).matches())) return null;
        if (!isNumber(fields[at]) || fields[at].length() > 4) return null;
        if (!isNumber(fields[at + 1]) || !isNumber(fields[at + 2])) return null;
        if (fields[at + 3].length() != 1 || !FLAGS.contains(fields[at + 3])) return null;
        var plain = new Header(
                at == 0 ? "" : fields[0],
                Integer.parseInt(fields[at]),
                Long.parseLong(fields[at + 1]),
                Long.parseLong(fields[at + 2]),
                "",
                0,
                0);
        return plain.with(fields, at + 4);
    }

    static int semicolon(byte[] bytes, int length) {
        for (int i = 0; i < Math.min(length, LONGEST + 1); i++) {
            if (bytes[i] == ';') return i;
            if (bytes[i] == '\n' || bytes[i] == ' ') return -1;
        }
        return -1;
    }

    boolean isFragment() {
        return total > 0;
    }

    private @Nullable Header with(String[] fields, int from) {
        String callerFound = caller;
        int offsetFound = 0;
        int totalFound = 0;
        for (int i = from; i < fields.length; i++) {
            if (fields[i].startsWith("caller=")) callerFound = fields[i].substring("caller=".length());
            if (!fields[i].startsWith("ncfrag=")) continue;
            String[] numbers = fields[i].substring("ncfrag=".length()).split("/", 2);
            if (numbers.length != 2 || !isSmall(numbers[0]) || !isSmall(numbers[1])) return null;
            offsetFound = Integer.parseInt(numbers[0]);
            totalFound = Integer.parseInt(numbers[1]);
            if (offsetFound >= totalFound) return null;
        }
        if (callerFound.length() > LONGEST_CALLER) return null;
        return new Header(release, priority, seq, usec, callerFound, offsetFound, totalFound);
    }

    private static boolean isSmall(String text) {
        return isNumber(text) && text.length() < 7;
    }

    private static boolean isNumber(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) return false;
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        return true;
    }
}
