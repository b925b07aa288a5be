package io.hikeshi.responder.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.hikeshi.sensor.event.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a stranger, read field by field; unknown fields are left alone.
 *
 * @param path where it stands, for messages: {@code request.cause}
 */
record Fields(String path, JsonNode object) {
    Fields {
        if (!object.isObject()) throw new MalformedAction(path + " is not a JSON object");
    }

    Fields object(String name) {
        return new Fields(path + "." + name, present(name));
    }

    String name(String name, Pattern pattern) {
        var text = text(name, Limits.SETTING);
        if (!pattern.matcher(text).matches()) throw bad(name, "is not " + pattern + ": " + Text.quoted(text));
        return text;
    }

    /** 1..most printable characters. */
    String line(String name, int most) {
        var text = text(name, most);
        if (!Limits.isOneLine(text, most)) throw bad(name, "is not one printable line: " + Text.quoted(text));
        return text;
    }

    @Nullable
    String lineOrNull(String name, int most) {
        return object.hasNonNull(name) ? line(name, most) : null;
    }

    /** 0..most characters, whatever they are. */
    String text(String name, int most) {
        var value = present(name);
        if (!value.isTextual()) throw bad(name, "is not a string");
        if (value.textValue().length() > most) throw bad(name, "is longer than " + most + " characters");
        return value.textValue();
    }

    int number(String name, int least, int most) {
        var value = present(name);
        if (!value.canConvertToInt()
                || !value.isIntegralNumber()
                || value.intValue() < least
                || value.intValue() > most) {
            throw bad(name, "is not a whole number in " + least + ".." + most);
        }
        return value.intValue();
    }

    Instant instant(String name) {
        var text = text(name, 64);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw bad(name, "is not an RFC 3339 time in UTC: " + Text.quoted(text));
        }
    }

    /** A constant by its word: {@code already-done} is {@code ALREADY_DONE}. */
    <E extends Enum<E>> E word(String name, E[] all) {
        var text = text(name, 64);
        for (E one : all) {
            if (wordOf(one).equals(text)) return one;
        }
        throw bad(name, "has an unknown value: " + Text.quoted(text));
    }

    static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Map<String, String> settings(String name) {
        if (!object.hasNonNull(name)) return Map.of();
        var found = object(name);
        if (found.object.size() > Limits.SETTINGS) throw bad(name, "has more than " + Limits.SETTINGS + " settings");
        var settings = new HashMap<String, String>();
        found.object.fieldNames().forEachRemaining(key -> settings.put(settingName(key), found.setting(key)));
        return settings;
    }

    private String settingName(String key) {
        if (!Limits.SETTING_NAME.matcher(key).matches()) {
            throw bad("with", "has a setting whose name is not " + Limits.SETTING_NAME + ": " + Text.quoted(key));
        }
        return key;
    }

    /** A number or a truth value is taken as it is written. */
    private String setting(String key) {
        var value = present(key);
        if (value.isNumber() || value.isBoolean()) return value.asText();
        return text(key, Limits.SETTING);
    }

    private JsonNode present(String name) {
        var value = object.get(name);
        if (value == null || value.isNull()) throw bad(name, "is missing");
        return value;
    }

    private MalformedAction bad(String name, String why) {
        return new MalformedAction(path + "." + name + " " + why);
    }
}
