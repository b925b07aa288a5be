package io.hikeshi.sensor.netconsole.wire;

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
    private static final int HIGHEST_PRIORITY = 9_999;
    private static final int LONGEST_CALLER = 16;
    private static final Pattern RELEASE = Pattern.compile("[0-9][A-Za-z0-9._+~-]{0,64}");
    private static final Pattern FRAGMENT = Pattern.compile("ncfrag=(\\d{1,6})/(\\d{1,6})");
    private static final String FLAGS = "-+c";

    /** Null if these bytes do not begin with an extended header. */
    static @Nullable Header parse(byte[] bytes, int semicolon) {
        if (semicolon < 7 || semicolon > LONGEST) return null;
        var fields = new Fields(bytes, semicolon);
        long first = fields.number();
        String release = first < 0 ? fields.text() : "";
        long priority = first < 0 ? fields.number() : first;
        long seq = fields.number();
        long usec = fields.number();
        String flag = fields.text();
        if (priority < 0 || priority > HIGHEST_PRIORITY || seq < 0 || usec < 0) return null;
        if (flag.length() != 1 || !FLAGS.contains(flag)) return null;
        if (first < 0 && !RELEASE.matcher(release).matches()) return null;
        var plain = new Header(release, (int) priority, seq, usec, "", 0, 0);
        return fields.hasMore() ? plain.with(fields) : plain;
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

    private @Nullable Header with(Fields more) {
        String callerFound = caller;
        int offsetFound = 0;
        int totalFound = 0;
        while (more.hasMore()) {
            String field = more.text();
            if (field.startsWith("caller=")) callerFound = field.substring("caller=".length());
            if (!field.startsWith("ncfrag=")) continue;
            var fragment = FRAGMENT.matcher(field);
            if (!fragment.matches()) return null;
            offsetFound = Integer.parseInt(fragment.group(1));
            totalFound = Integer.parseInt(fragment.group(2));
            if (offsetFound >= totalFound) return null;
        }
        if (callerFound.length() > LONGEST_CALLER) return null;
        return new Header(release, priority, seq, usec, callerFound, offsetFound, totalFound);
    }
}
