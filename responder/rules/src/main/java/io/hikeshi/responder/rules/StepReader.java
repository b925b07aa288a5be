package io.hikeshi.responder.rules;

import io.hikeshi.responder.action.Confirm;
import io.hikeshi.sensor.event.Kind;
import io.hikeshi.sensor.event.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the steps of the rules of one file. */
final class StepReader {
    private static final List<String> KEYS = List.of("action", "confirm", "within", "with");

    /** Of others nobody could say which boot is to be found dead. */
    private static final Set<Kind> DEATHS =
            Set.of(Kind.KERNEL_PANICKED, Kind.KERNEL_PANIC_REPORTED, Kind.KERNEL_PANIC_RECOVERED, Kind.NODE_LOST);

    private static final Duration SHORTEST_WITHIN = Duration.ofSeconds(1);

    private final YamlFile file;
    private final Problems problems;

    StepReader(YamlFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** @param on the kinds of events that the steps' rule is about */
    List<Step> steps(Section rule, Set<Kind> on) {
        var steps = new LinkedHashMap<ActionKind, Step>();
        for (Node item : rule.items("then", "then: [{action: annotate-pod}]")) {
            var step = step(new Section(item, "an action", KEYS, file, problems), on);
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
        var action = action(written.get());
        if (action.isEmpty()) return Optional.empty();
        var confirm = confirm(section, on);
        requireLeast(action.get(), confirm, section);
        return Optional.of(new Step(action.get(), confirm, within(section, confirm), with(section, action.get(), on)));
    }

    private Optional<ActionKind> action(ScalarNode written) {
        var word = written.getValue();
        var action = ActionKind.of(word);
        if (action.isEmpty()) {
            var remedy = word.isEmpty() ? "name one" : Nearest.remedy(word, ActionKind.words());
            problems.add(file.placeOf(written), "no action is called " + Text.quoted(word), remedy);
        }
        return action;
    }

    private Confirm confirm(Section section, Set<Kind> on) {
        var written = section.text("confirm");
        if (written.isEmpty()) return Confirm.NONE;
        var word = written.get().getValue();
        for (Confirm confirm : Confirm.values()) {
            if (!confirm.word().equals(word)) continue;
            if (confirm != Confirm.NONE) requireDeaths(written.get(), on);
            return confirm;
        }
        var words = Arrays.stream(Confirm.values()).map(Confirm::word).toList();
        problems.add(
                file.placeOf(written.get()),
                "confirm is " + Text.quoted(word),
                "there are: " + String.join(", ", words));
        return Confirm.NONE;
    }

    private void requireDeaths(ScalarNode written, Set<Kind> on) {
        for (Kind kind : on) {
            if (DEATHS.contains(kind)) continue;
            problems.add(
                    file.placeOf(written),
                    "there is nothing to confirm about " + kind.word() + ": it tells of no node's death",
                    "confirm in a rule on: [kernel.panicked]");
        }
    }

    private void requireLeast(ActionKind action, Confirm confirm, Section section) {
        var least = action.leastConfirm();
        if (confirm.isAtLeast(least)) return;
        var place = section.value("confirm").map(file::placeOf).orElse(section.place());
        var choice = least == Confirm.NODE_DEAD ? "confirm: node-dead, or confirm: fenced" : "confirm: fenced";
        problems.add(place, action.word() + " destroys, and needs to be sure of the node's death", "write " + choice);
    }

    private Duration within(Section section, Confirm confirm) {
        var usual = Step.defaultWithin(confirm);
        var written = section.text("within");
        if (written.isEmpty()) return usual;
        var place = file.placeOf(written.get());
        if (confirm == Confirm.NONE) {
            problems.add(place, "within is there, but nothing to confirm", "add confirm: node-dead, or leave it out");
            return usual;
        }
        var parsed = Durations.within(written.get().getValue(), SHORTEST_WITHIN, Step.LONGEST_WITHIN);
        if (parsed.isEmpty()) {
            var what = "within " + Text.quoted(written.get().getValue()) + " is not a time of 1s..1d";
            problems.add(place, what, "write 30s, 10m or 1h");
        }
        return parsed.orElse(usual);
    }

    private Map<String, Template> with(Section section, ActionKind action, Set<Kind> on) {
        var with = new LinkedHashMap<String, Template>();
        var written = section.value("with");
        if (written.isEmpty()) return with;
        var settings = new Section(written.get(), "with of " + action.word(), action.settings(), file, problems);
        for (String key : settings.values().keySet()) {
            settings.text(key).ifPresent(text -> {
                var template = Template.compile(text.getValue(), on, file.complaintsAt(text, problems));
                if (template != null) with.put(key, template);
            });
        }
        return with;
    }
}
