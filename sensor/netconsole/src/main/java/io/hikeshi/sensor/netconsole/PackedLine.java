package io.hikeshi.sensor.netconsole;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hikeshi.sensor.netconsole.wire.Format;
import io.hikeshi.sensor.netconsole.wire.Line;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A line as bytes: their number, its numbers, its strings. Less than half of what objects take; never leaves the process. */
final class PackedLine {
    private static final int NUMBERS = Integer.BYTES + 3 * Byte.BYTES + Short.BYTES + 2 * Long.BYTES;

    private PackedLine() {}

    static byte[] pack(Line line) {
        var strings = strings(line);
        int length = NUMBERS;
        for (var string : strings) length += Integer.BYTES + string.length;
        var packed = ByteBuffer.allocate(length)
                .putInt(length)
                .put((byte) line.format().ordinal())
                .put((byte) (line.cut() ? 1 : 0))
                .putShort((short) line.priority())
                .putLong(line.seq())
                .putLong(line.usec())
                .put((byte) line.dictionary().size());
        for (var string : strings) packed.putInt(string.length).put(string);
        return packed.array();
    }

    /** @param beginning the first four bytes of a packed line */
    static int length(byte[] beginning) {
        return ByteBuffer.wrap(beginning).getInt();
    }

    /** Reads the next one. */
    static Line unpack(ByteBuffer packed) {
        packed.getInt();
        var format = Format.values()[packed.get()];
        boolean cut = packed.get() == 1;
        int priority = packed.getShort();
        long seq = packed.getLong();
        long usec = packed.getLong();
        int properties = packed.get();
        String text = string(packed);
        String caller = string(packed);
        String release = string(packed);
        return new Line(format, priority, seq, usec, caller, text, dictionary(packed, properties), release, cut);
    }

    private static List<byte[]> strings(Line line) {
        var strings = new ArrayList<byte[]>();
        strings.add(line.text().getBytes(UTF_8));
        strings.add(line.caller().getBytes(UTF_8));
        strings.add(line.release().getBytes(UTF_8));
        for (var property : line.dictionary().entrySet()) {
            strings.add(property.getKey().getBytes(UTF_8));
            strings.add(property.getValue().getBytes(UTF_8));
        }
        return strings;
    }

    private static Map<String, String> dictionary(ByteBuffer packed, int properties) {
        var dictionary = new HashMap<String, String>();
        for (int i = 0; i < properties; i++) dictionary.put(string(packed), string(packed));
        return Map.copyOf(dictionary);
    }

    private static String string(ByteBuffer packed) {
        byte[] bytes = new byte[packed.getInt()];
        packed.get(bytes);
        return new String(bytes, UTF_8);
    }
}
