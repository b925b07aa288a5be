package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Kind;
import io.hikeshi.sensor.event.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** From YAML nodes to rules. Goes on after a problem, so that the operator sees all of them at once. */
final class RuleReader {
    private static final List<String> FILE_KEYS = List.of("apiVersion", "kind", "rules", "budgets");
    private static final List<String> RULE_KEYS = List.of("name", "on", "when", "realert", "then");

    private static final Duration SHORTEST_REALERT = Duration.ofSeconds(1);
    private static final Duration LONGEST_REALERT = Duration.ofDays(30);

    private final Problems problems;
    private final Names names = new Names("rule");
    private final Names budgetNames = new Names("budget");
    private final List<Rule> rules = new ArrayList<>();
    private final List<Budget> budgets = new ArrayList<>();

    RuleReader(Problems problems) {
        this.problems = problems;
    }

    /** Adds what the file holds to what was read before. */
    void read(YamlFile file) {
        file.compose(problems).ifPresent(root -> new InFile(file).read(root));
    }

    List<Rule> rules() {
        return rules;
    }

    List<Budget> budgets() {
        return budgets;
    }

    /** What is read is in one file; names are unique over all. */
    private final class InFile {
        private final YamlFile file;

        InFile(YamlFile file) {
            this.file = file;
        }

        void read(Node root) {
            var section = new Section(root, "a rule file", FILE_KEYS, file, problems);
            expect(section, "apiVersion", "hikeshi.io/v1");
            expect(section, "kind", "Rules");
            budgets.addAll(new BudgetReader(file, problems, budgetNames).budgets(section));
            if (section.value("budgets").isPresent() && section.value("rules").isEmpty()) return;
            for (Node item : section.items("rules", "rules: [{name: ..., on: [...], then: [...]}]")) {
                rule(new Section(item, "a rule", RULE_KEYS, file, problems)).ifPresent(rules::add);
            }
        }

        private void expect(Section section, String key, String value) {
            var written = section.required(key, key + ": " + value);
            if (written.isPresent() && !written.get().getValue().equals(value)) {
                var what = key + " is " + Text.quoted(written.get().getValue());
                problems.add(file.placeOf(written.get()), what, "this version reads " + key + ": " + value);
            }
        }

        private Optional<Rule> rule(Section section) {
            var name = names.read(section, "web-crashed", file, problems);
            var on = on(section);
            var when = section.text("when").map(written -> when(written, on));
            var realert = realert(section);
            var then = new StepReader(file, problems).steps(section, on);
            if (!problems.none()) return Optional.empty();
            return Optional.of(new Rule(name, on, when.orElse(null), realert, then));
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
            return Expression.compile(
                    written.getValue(), on, Expression.Result.CONDITION, file.complaintsAt(written, problems));
        }

        private Duration realert(Section section) {
            var written = section.text("realert");
            if (written.isEmpty()) return Rule.DEFAULT_REALERT;
            var parsed = Durations.within(written.get().getValue(), SHORTEST_REALERT, LONGEST_REALERT);
            if (parsed.isEmpty()) {
                var what = "realert " + Text.quoted(written.get().getValue()) + " is not a time of 1s..30d";
                problems.add(file.placeOf(written.get()), what, "write 30s, 10m, 1h or 2d");
            }
            return parsed.orElse(Rule.DEFAULT_REALERT);
        }
    }
}
