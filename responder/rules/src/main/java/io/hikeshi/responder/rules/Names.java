package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of one sort of things, which are unique over all files. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

    private final String sort;
    private final Map<String, YamlFile.Place> known = new HashMap<>();

    /** @param sort for messages: {@code rule} */
    Names(String sort) {
        this.sort = sort;
    }

    /** The section's name; what is wrong with it is among the problems. */
    String read(Section section, String example, YamlFile file, Problems problems) {
        var written = section.required("name", "name: " + example);
        if (written.isEmpty()) return "";
        var name = written.get().getValue();
        var place = file.placeOf(written.get());
        if (!NAME.matcher(name).matches()) {
            problems.add(place, "name " + Text.quoted(name) + " is not 1..63 of [a-z0-9-]", "write name: " + example);
        }
        var other = known.putIfAbsent(name, place);
        if (other != null) {
            var what = sort + " " + Text.quoted(name) + " is already at " + other.file() + ":" + other.line();
            problems.add(place, what, "names are ids: choose another");
        }
        return name;
    }
}
