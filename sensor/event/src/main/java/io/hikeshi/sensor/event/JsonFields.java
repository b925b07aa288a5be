package io.hikeshi.sensor.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object that a stranger wrote. Each is read as one type within bounds, or refused by its path.
 * Fields that nobody asks for are ignored; a null is a field that is not there.
 */
public final class JsonFields {
    /** Keeps text that is written again within what RFC 3339 can say. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]+");

    private final String what;
    private final String path;
    private final JsonNode node;

    private JsonFields(String what, String path, JsonNode node) {
        this.what = what;
        this.path = path;
        this.node = node;
        if (!node.isObject()) throw refused("", "wanted an object, found " + describe(node));
    }

    /**
     * The fields of an event's data, in whichever mode it came.
     *
     * @throws MalformedEvent if the data is no JSON object within bounds
     */
    public static JsonFields ofData(CloudEvent event) {
        return new JsonFields(
                EventData.describe(event), "data", EventData.json(event).getNode());
    }

    public String text(String name, int most) {
        return required(name, textOrNull(name, most));
    }

    public @Nullable String textOrNull(String name, int most) {
        var found = find(name);
        return found == null ? null : text(name, found, most);
    }

    /** Text that may stand in a log line, a subject or a path as it is. */
    public String word(String name, int most) {
        var word = text(name, most);
        if (WORD.matcher(word).matches()) return word;
        throw refused(name, "wanted a word of [A-Za-z0-9._-], found " + Text.quoted(word));
    }

    public long number(String name, long least, long most) {
        return required(name, numberOrNull(name, least, most));
    }

    public int integer(String name, int least, int most) {
        return Math.toIntExact(number(name, least, most));
    }

    public @Nullable Long numberOrNull(String name, long least, long most) {
        var found = find(name);
        if (found == null) return null;
        if (!found.isIntegralNumber()) throw refused(name, "wanted a whole number, found " + describe(found));
        if (!found.canConvertToLong() || found.longValue() < least || found.longValue() > most) {
            throw refused(name, "wanted " + least + ".." + most + ", found " + describe(found));
        }
        return found.longValue();
    }

    public boolean flag(String name) {
        var found = required(name, find(name));
        if (!found.isBoolean()) throw refused(name, "wanted true or false, found " + describe(found));
        return found.booleanValue();
    }

    public Instant instant(String name) {
        return required(name, instantOrNull(name));
    }

    public @Nullable Instant instantOrNull(String name) {
        var text = textOrNull(name, 40);
        if (text == null) return null;
        try {
            return requireLikely(what, path + "." + name, Instant.parse(text));
        } catch (DateTimeException e) {
            throw refused(name, "wanted a time such as 2026-01-31T12:00:00Z, found " + Text.quoted(text));
        }
    }

    /** 64 bits as the kernel's addresses are written: {@code "0x7ffe10"}. */
    public @Nullable Long hexOrNull(String name) {
        var text = textOrNull(name, 18);
        if (text == null) return null;
        try {
            if (text.startsWith("0x")) return Long.parseUnsignedLong(text.substring(2), 16);
        } catch (NumberFormatException e) {
            // Said below, for both causes.
        }
        throw refused(name, "wanted 0x and up to 16 hex digits, found " + Text.quoted(text));
    }

    public JsonFields object(String name) {
        return required(name, objectOrNull(name));
    }

    public @Nullable JsonFields objectOrNull(String name) {
        var found = find(name);
        return found == null ? null : new JsonFields(what, path + "." + name, found);
    }

    /** Empty if it is not there. */
    public List<JsonFields> objects(String name, int most) {
        var objects = new ArrayList<JsonFields>();
        for (JsonNode element : array(name, most)) {
            objects.add(new JsonFields(what, path + "." + name + "[" + objects.size() + "]", element));
        }
        return objects;
    }

    /** Empty if it is not there. */
    public List<String> texts(String name, int most, int longest) {
        var texts = new ArrayList<String>();
        for (JsonNode element : array(name, most)) {
            texts.add(text(name + "[" + texts.size() + "]", element, longest));
        }
        return texts;
    }

    /** Text by text, such as labels. Empty if it is not there. */
    public Map<String, String> textMap(String name, int most, int longestKey, int longestValue) {
        var map = new TreeMap<String, String>();
        var found = find(name);
        if (found == null) return map;
        if (!found.isObject()) throw refused(name, "wanted an object, found " + describe(found));
        if (found.size() > most) throw refused(name, found.size() + " entries are more than " + most);
        for (var entry : found.properties()) {
            var key = entry.getKey();
            if (key.length() > longestKey)
                throw refused(name, "key longer than " + longestKey + ": " + Text.quoted(key));
            map.put(key, text(name + "." + Text.quoted(key), entry.getValue(), longestValue));
        }
        return map;
    }

    static Instant requireLikely(String what, String where, Instant instant) {
        if (!instant.isBefore(Instant.EPOCH) && !instant.isAfter(END_OF_TIME)) return instant;
        throw new MalformedEvent(what, where, "not in the years 1970..9999: " + instant);
    }

    private Iterable<JsonNode> array(String name, int most) {
        var found = find(name);
        if (found == null) return List.of();
        if (!found.isArray()) throw refused(name, "wanted an array, found " + describe(found));
        if (found.size() > most) throw refused(name, found.size() + " elements are more than " + most);
        return found;
    }

    private String text(String name, JsonNode found, int most) {
        if (!found.isTextual()) throw refused(name, "wanted text, found " + describe(found));
        int length = found.textValue().length();
        if (length > most) throw refused(name, length + " characters are more than " + most);
        return found.textValue();
    }

    private @Nullable JsonNode find(String name) {
        var found = node.get(name);
        return found == null || found.isNull() ? null : found;
    }

    private <T> T required(String name, @Nullable T found) {
        if (found == null) throw refused(name, "missing");
        return found;
    }

    /** For a rule that only the caller knows. */
    public MalformedEvent refused(String name, String why) {
        return new MalformedEvent(what, name.isEmpty() ? path : path + "." + name, why);
    }

    /** Never a whole document, whatever it holds. */
    private static String describe(JsonNode node) {
        if (node.isContainerNode()) return node.isObject() ? "an object" : "an array";
        return Text.quoted(node.asText());
    }
}
