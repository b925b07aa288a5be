package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Kind;
import io.hikeshi.sensor.event.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** From YAML nodes to rules. Goes on after a problem, so that the operator sees all of them at once. */
final class RuleReader {
    private static final List<String> FILE_KEYS = List.of("apiVersion", "kind", "rules");
    private static final List<String> RULE_KEYS = List.of("name", "on", "when", "realert", "then");
    private static final List<String> STEP_KEYS = List.of("action", "with");

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Duration SHORTEST_REALERT = Duration.ofSeconds(1);
    private static final Duration LONGEST_REALERT = Duration.ofDays(30);

    private final Problems problems;
    private final Map<String, YamlFile.Place> names = new HashMap<>();

    RuleReader(Problems problems) {
        this.problems = problems;
    }

    List<Rule> read(YamlFile file) {
        var root = file.compose(problems);
        return root.isEmpty() ? List.of() : new InFile(file).rules(root.get());
    }

    /** What is read is in one file; names are unique over all. */
    private final class InFile {
        private final YamlFile file;

        InFile(YamlFile file) {
            this.file = file;
        }

        List<Rule> rules(Node root) {
            var section = new Section(root, "a rule file", FILE_KEYS, file, problems);
            expect(section, "apiVersion", "hikeshi.io/v1");
            expect(section, "kind", "Rules");
            var rules = new ArrayList<Rule>();
            for (Node item : section.items("rules", "rules: [{name: ..., on: [...], then: [...]}]")) {
                rule(new Section(item, "a rule", RULE_KEYS, file, problems)).ifPresent(rules::add);
            }
            return rules;
        }

        private void expect(Section section, String key, String value) {
            var written = section.required(key, key + ": " + value);
            if (written.isPresent() && !written.get().getValue().equals(value)) {
                var what = key + " is " + Text.quoted(written.get().getValue());
                problems.add(file.placeOf(written.get()), what, "this version reads " + key + ": " + value);
            }
        }

        private Optional<Rule> rule(Section section) {
            var name = name(section);
            var on = on(section);
            var when = section.text("when").map(written -> when(written, on));
            var realert = realert(section);
            var then = then(section, on);
            if (!problems.none()) return Optional.empty();
            return Optional.of(new Rule(name, on, when.orElse(null), realert, then));
        }

        private String name(Section section) {
            var written = section.required("name", "name: web-crashed");
            if (written.isEmpty()) return "";
            var name = written.get().getValue();
            var place = file.placeOf(written.get());
            if (!NAME.matcher(name).matches()) {
                problems.add(
                        place, "name " + Text.quoted(name) + " is not 1..63 of [a-z0-9-]", "write name: web-crashed");
            }
            var other = names.putIfAbsent(name, place);
            if (other != null) {
                var where = other.file() + ":" + other.line();
                problems.add(
                        place,
                        "rule " + Text.quoted(name) + " is already at " + where,
                        "names are ids: choose another");
            }
            return name;
        }

        private Set<Kind> on(Section section) {
            var on = EnumSet.noneOf(Kind.class);
            for (Node item : section.items("on", "on: [process.crashed]")) {
                kind(item).ifPresent(on::add);
            }
            return on;
        }

        private Optional<Kind> kind(Node item) {
            var word = item instanceof ScalarNode scalar ? scalar.getValue() : "";
            for (Kind kind : Kind.values()) {
                if (kind.word().equals(word)) return Optional.of(kind);
            }
            var words = Arrays.stream(Kind.values()).map(Kind::word).toList();
            var remedy = word.isEmpty() ? "there are: " + String.join(", ", words) : Nearest.remedy(word, words);
            problems.add(file.placeOf(item), "no event kind is called " + Text.quoted(word), remedy);
            return Optional.empty();
        }

        private @Nullable Expression when(ScalarNode written, Set<Kind> on) {
            return Expression.compile(written.getValue(), on, Expression.Result.CONDITION, complaintsAt(written));
        }

        private Expression.Complaints complaintsAt(ScalarNode written) {
            return (index, what, remedy) -> problems.add(file.placeOf(written, index), what, remedy);
        }

        private Duration realert(Section section) {
            var written = section.text("realert");
            if (written.isEmpty()) return Rule.DEFAULT_REALERT;
            var parsed = Durations.parse(written.get().getValue());
            if (parsed.isPresent()
                    && parsed.get().compareTo(SHORTEST_REALERT) >= 0
                    && parsed.get().compareTo(LONGEST_REALERT) <= 0) {
                return parsed.get();
            }
            var what = "realert " + Text.quoted(written.get().getValue()) + " is not a time of 1s..30d";
            problems.add(file.placeOf(written.get()), what, "write 30s, 10m, 1h or 2d");
            return Rule.DEFAULT_REALERT;
        }

        private List<Step> then(Section section, Set<Kind> on) {
            var steps = new LinkedHashMap<ActionKind, Step>();
            for (Node item : section.items("then", "then: [{action: annotate-pod}]")) {
                var step = step(new Section(item, "an action", STEP_KEYS, file, problems), on);
                if (step.isPresent() && steps.putIfAbsent(step.get().action(), step.get()) != null) {
                    var word = step.get().action().word();
                    problems.add(file.placeOf(item), word + " is twice in this rule", "put one into a rule of its own");
                }
            }
            return List.copyOf(steps.values());
        }

        private Optional<Step> step(Section section, Set<Kind> on) {
            var written = section.required("action", "action: annotate-pod");
            if (written.isEmpty()) return Optional.empty();
            var word = written.get().getValue();
            var action = ActionKind.of(word);
            if (action.isEmpty()) {
                var remedy = word.isEmpty() ? "name one" : Nearest.remedy(word, ActionKind.words());
                problems.add(file.placeOf(written.get()), "no action is called " + Text.quoted(word), remedy);
                return Optional.empty();
            }
            return Optional.of(new Step(action.get(), with(section, action.get(), on)));
        }

        private Map<String, Template> with(Section section, ActionKind action, Set<Kind> on) {
            var with = new LinkedHashMap<String, Template>();
            var written = section.value("with");
            if (written.isEmpty()) return with;
            var settings = new Section(written.get(), "with of " + action.word(), action.settings(), file, problems);
            for (String key : settings.values().keySet()) {
                settings.text(key).ifPresent(text -> {
                    var template = Template.compile(text.getValue(), on, complaintsAt(text));
                    if (template != null) with.put(key, template);
                });
            }
            return with;
        }
    }
}
