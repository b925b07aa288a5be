package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One YAML mapping whose keys are all known. Whatever else it holds is a problem, never ignored. */
final class Section {
    private final Node node;
    private final String what;
    private final YamlFile file;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /** @param what for messages: {@code a rule} */
    Section(Node node, String what, List<String> known, YamlFile file, Problems problems) {
        this.node = node;
        this.what = what;
        this.file = file;
        this.problems = problems;
        if (node instanceof MappingNode mapping) read(mapping, known);
        else problems.add(place(), what + " is a mapping of keys to values", "its keys: " + String.join(", ", known));
    }

    private void read(MappingNode mapping, List<String> known) {
        for (var entry : mapping.getValue()) {
            var key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            var place = file.placeOf(entry.getKeyNode());
            if (!known.contains(key)) {
                problems.add(place, what + " has no key " + Text.quoted(key), remedy(key, known));
            } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
                problems.add(place, Text.quoted(key) + " is given twice", "leave one");
            }
        }
    }

    private static String remedy(String key, List<String> known) {
        if (known.isEmpty()) return "it takes none";
        return key.isEmpty() ? "its keys: " + String.join(", ", known) : Nearest.remedy(key, known);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    YamlFile.Place place() {
        return file.placeOf(node);
    }

    Map<String, Node> values() {
        return values;
    }

    Optional<Node> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The text of a key, as written; empty if it is absent or, which is a problem, not a text. */
    Optional<ScalarNode> text(String key) {
        var value = values.get(key);
        if (value == null) return Optional.empty();
        if (value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) return Optional.of(scalar);
        problems.add(file.placeOf(value), key + " is not a text", "write one: " + key + ": ...");
        return Optional.empty();
    }

    /** As {@link #text}, but absence is a problem too. */
    Optional<ScalarNode> required(String key, String example) {
        if (isMapping() && !values.containsKey(key)) missing(key, example);
        return text(key);
    }

    /** The items of a key that must be a list of at least one. */
    List<Node> items(String key, String example) {
        var value = values.get(key);
        if (value instanceof SequenceNode list && !list.getValue().isEmpty()) return list.getValue();
        if (value != null)
            problems.add(file.placeOf(value), key + " is not a list of at least one", "write " + example);
        else if (isMapping()) missing(key, example);
        return List.of();
    }

    private void missing(String key, String example) {
        problems.add(place(), what + " needs " + key, "write " + example);
    }
}
