package io.hikeshi.sensor.netconsole.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What follows the semicolon of an extended record: {@code text\n( KEY=VALUE\n)*}. The kernel writes every byte below 0x20,
 * from 0x7f on, and the backslash as {@code \xNN}, so a line feed always separates.
 */
final class Body {
    private static final int MOST_PROPERTIES = 64;

    private Body() {}

    static Line line(Header header, byte[] bytes, int from, int to) {
        int end = indexOf('\n', bytes, from, to);
        boolean cut = to == from || bytes[to - 1] != '\n';
        return new Line(
                Format.EXTENDED,
                header.priority(),
                header.seq(),
                header.usec(),
                header.caller(),
                plain(bytes, from, end),
                end + 1 < to ? properties(bytes, end + 1, to) : Map.of(),
                header.release(),
                cut);
    }

    private static Map<String, String> properties(byte[] bytes, int from, int to) {
        var properties = new LinkedHashMap<String, String>();
        for (int start = from; start < to && properties.size() < MOST_PROPERTIES; ) {
            int end = indexOf('\n', bytes, start, to);
            if (bytes[start] == ' ') addProperty(properties, plain(bytes, start + 1, end));
            start = end + 1;
        }
        return Map.copyOf(properties);
    }

    private static void addProperty(Map<String, String> properties, String text) {
        int equals = text.indexOf('=');
        if (equals > 0) properties.put(text.substring(0, equals), text.substring(equals + 1));
    }

    /** {@code to} if there is none. */
    private static int indexOf(char wanted, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) if (bytes[i] == wanted) return i;
        return to;
    }

    private static String plain(byte[] bytes, int from, int to) {
        return indexOf('\\', bytes, from, to) == to
                ? new String(bytes, from, to - from, UTF_8)
                : unescaped(bytes, from, to);
    }

    private static String unescaped(byte[] bytes, int from, int to) {
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            int escaped = bytes[i] == '\\' ? escapedByte(bytes, i, to) : -1;
            plain[length++] = escaped < 0 ? bytes[i] : (byte) escaped;
            if (escaped >= 0) i += 3;
        }
        return new String(plain, 0, length, UTF_8);
    }

    /** The byte that {@code \xNN} stands for; -1 if this backslash begins no escape. */
    private static int escapedByte(byte[] bytes, int at, int to) {
        if (at + 3 >= to || bytes[at + 1] != 'x') return -1;
        int high = Character.digit(bytes[at + 2], 16);
        int low = Character.digit(bytes[at + 3], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
