package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the fields of a tracepoint stand in its raw data, which differs between kernels: its {@code format} file,
 * Documentation/trace/events.rst.
 *
 * @param id what the first two bytes of its raw data are
 */
record TraceFormat(String name, int id, Map<String, Field> fields) {
    record Field(int offset, int size) {}

    private static final Pattern ID = Pattern.compile("(?m)^ID: (\\d{1,9})$");
    private static final Pattern FIELD =
            Pattern.compile("\\sfield:[^;]*?(\\w+)(?:\\[\\w*])?;\\s*offset:(\\d{1,9});\\s*size:(\\d{1,9});");

    static TraceFormat parse(String name, String format) throws IOException {
        var id = ID.matcher(format);
        if (!id.find()) throw new IOException("tracepoint " + name + " has no ID in its format");
        var fields = new HashMap<String, Field>();
        var field = FIELD.matcher(format);
        while (field.find()) {
            fields.put(field.group(1), new Field(Integer.parseInt(field.group(2)), Integer.parseInt(field.group(3))));
        }
        return new TraceFormat(name, Integer.parseInt(id.group(1)), Map.copyOf(fields));
    }

    /** @throws IOException naming the field that this kernel does not have */
    TraceFormat require(String... names) throws IOException {
        for (String field : names) {
            if (!fields.containsKey(field)) throw new IOException("tracepoint " + name + " has no field " + field);
        }
        return this;
    }

    /** @param raw starts at the raw data */
    long number(ByteBuffer raw, String field) {
        var at = at(field);
        return at.size == Long.BYTES ? raw.getLong(at.offset) : raw.getInt(at.offset);
    }

    String text(ByteBuffer raw, String field) {
        var at = at(field);
        int length = 0;
        while (length < at.size && raw.get(at.offset + length) != 0) length++;
        var bytes = new byte[length];
        raw.get(at.offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Field at(String field) {
        var at = fields.get(field);
        if (at == null) throw new IllegalArgumentException("field " + field + " of " + name + " was not required");
        return at;
    }
}
