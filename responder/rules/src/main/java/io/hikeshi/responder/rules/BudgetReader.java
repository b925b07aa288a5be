package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the budgets of one file. */
final class BudgetReader {
    private static final List<String> KEYS = List.of("name", "actions", "max", "window");
    private static final String EXAMPLE = "budgets: [{name: nodes-out, actions: [cordon-node], max: 10%}]";

    private static final Pattern MAX = Pattern.compile("([0-9]{1,6})(%?)");
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
    /** What is remembered of a budget is kept for longer. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

    private final YamlFile file;
    private final Problems problems;
    private final Names names;

    /** @param names of the budgets of all files */
    BudgetReader(YamlFile file, Problems problems, Names names) {
        this.file = file;
        this.problems = problems;
        this.names = names;
    }

    /** None if the file has no such key. */
    List<Budget> budgets(Section root) {
        var budgets = new ArrayList<Budget>();
        if (root.value("budgets").isEmpty()) return budgets;
        for (Node item : root.items("budgets", EXAMPLE)) {
            budget(new Section(item, "a budget", KEYS, file, problems)).ifPresent(budgets::add);
        }
        return budgets;
    }

    private Optional<Budget> budget(Section section) {
        var name = names.read(section, "nodes-out", file, problems);
        var actions = actions(section);
        var max = section.required("max", "max: 10%").flatMap(this::max);
        var window = window(section);
        if (!problems.none() || max.isEmpty()) return Optional.empty();
        return Optional.of(
                new Budget(name, actions, max.get().number(), max.get().isPercent(), window));
    }

    private Set<String> actions(Section section) {
        var actions = new LinkedHashSet<String>();
        for (Node item : section.items("actions", "actions: [cordon-node, fail-pods]")) {
            var word = item instanceof ScalarNode scalar ? scalar.getValue() : "";
            var action = ActionKind.of(word);
            if (action.isEmpty()) {
                problems.add(
                        file.placeOf(item),
                        "no action is called " + Text.quoted(word),
                        word.isEmpty() ? "name one" : Nearest.remedy(word, budgetable()));
            } else if (!action.get().mayBeBudgeted()) {
                problems.add(
                        file.placeOf(item),
                        word + " only heals or tells, and goes on when a budget is spent",
                        "leave it out; a budget may hold back " + String.join(", ", budgetable()));
            } else {
                actions.add(word);
            }
        }
        return actions;
    }

    private static List<String> budgetable() {
        return Arrays.stream(ActionKind.values())
                .filter(ActionKind::mayBeBudgeted)
                .map(ActionKind::word)
                .toList();
    }

    private record Max(int number, boolean isPercent) {}

    private Optional<Max> max(ScalarNode written) {
        var match = MAX.matcher(written.getValue());
        if (match.matches()) {
            var max = new Max(Integer.parseInt(match.group(1)), !match.group(2).isEmpty());
            if (max.number() >= 1 && (!max.isPercent() || max.number() <= 100)) return Optional.of(max);
        }
        problems.add(
                file.placeOf(written),
                "max " + Text.quoted(written.getValue()) + " is neither a number of nodes from 1 nor 1%..100%",
                "write max: 3 or max: 10%");
        return Optional.empty();
    }

    private Duration window(Section section) {
        var written = section.text("window");
        if (written.isEmpty()) return Budget.DEFAULT_WINDOW;
        var parsed = Durations.within(written.get().getValue(), SHORTEST_WINDOW, LONGEST_WINDOW);
        if (parsed.isEmpty()) {
            var what = "window " + Text.quoted(written.get().getValue()) + " is not a time of 1m..7d";
            problems.add(file.placeOf(written.get()), what, "write 10m, 1h or 1d");
        }
        return parsed.orElse(Budget.DEFAULT_WINDOW);
    }
}
