package io.hikeshi.responder.rules;

import io.hikeshi.responder.action.Confirm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The actions that a rule may ask for, what each acts on, how much it takes, and the settings that its {@code with} may hold. */
public enum ActionKind {
    ANNOTATE_POD("annotate-pod", ActsOn.POD, Weight.HARMLESS),
    ANNOTATE_NODE("annotate-node", ActsOn.NODE, Weight.HARMLESS, "names"),
    CORDON_NODE("cordon-node", ActsOn.NODE, Weight.REVERSIBLE, "control_plane"),
    UNCORDON_NODE("uncordon-node", ActsOn.NODE, Weight.HARMLESS),
    TAINT_NODE("taint-node", ActsOn.NODE, Weight.FOR_THE_FENCED, "control_plane"),
    FAIL_PODS("fail-pods", ActsOn.NODE, Weight.FOR_THE_DEAD, "control_plane", "names"),
    RESCHEDULE_JOB("reschedule-job", ActsOn.NODE, Weight.FOR_THE_DEAD),
    DELETE_PODS("delete-pods", ActsOn.NODE, Weight.FOR_THE_FENCED, "control_plane", "names"),
    DELETE_NODE("delete-node", ActsOn.NODE, Weight.FOR_THE_FENCED, "control_plane", "names"),
    PAGE_ONCALL(
            "page-oncall",
            ActsOn.INCIDENT,
            Weight.HARMLESS,
            "receiver",
            "severity",
            "summary",
            "alert",
            "resolve",
            "via");

    /** Where an action takes effect. */
    public enum ActsOn {
        POD,
        NODE,
        INCIDENT
    }

    /** What an action may break if its cause was not true. */
    private enum Weight {
        /** Tells people, or gives back what was taken: goes on when budgets are spent. */
        HARMLESS(Confirm.NONE),
        /** Takes what can be given back. */
        REVERSIBLE(Confirm.NONE),
        /** On a node that lives it kills. */
        FOR_THE_DEAD(Confirm.NODE_DEAD),
        /** On a node that still writes it lets two write the same volume. */
        FOR_THE_FENCED(Confirm.FENCED);

        private final Confirm least;

        Weight(Confirm least) {
            this.least = least;
        }
    }

    private final String word;
    private final ActsOn actsOn;
    private final Weight weight;
    private final List<String> settings;

    ActionKind(String word, ActsOn actsOn, Weight weight, String... settings) {
        this.word = word;
        this.actsOn = actsOn;
        this.weight = weight;
        this.settings = List.of(settings);
    }

    /** As rules write it: {@code cordon-node}. */
    public String word() {
        return word;
    }

    public ActsOn actsOn() {
        return actsOn;
    }

    /** How sure a rule must be at least before it asks for this. */
    Confirm leastConfirm() {
        return weight.least;
    }

    boolean mayBeBudgeted() {
        return weight != Weight.HARMLESS;
    }

    List<String> settings() {
        return settings;
    }

    static Optional<ActionKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(ActionKind::word).toList();
    }
}
