package io.hikeshi.responder.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The actions that a rule may ask for, what each acts on, and the settings that its {@code with} may hold. */
public enum ActionKind {
    ANNOTATE_POD("annotate-pod", ActsOn.POD),
    ANNOTATE_NODE("annotate-node", ActsOn.NODE),
    CORDON_NODE("cordon-node", ActsOn.NODE, "control_plane"),
    UNCORDON_NODE("uncordon-node", ActsOn.NODE),
    TAINT_NODE("taint-node", ActsOn.NODE, "control_plane"),
    FAIL_PODS("fail-pods", ActsOn.NODE, "control_plane", "names"),
    RESCHEDULE_JOB("reschedule-job", ActsOn.NODE),
    DELETE_PODS("delete-pods", ActsOn.NODE, "control_plane"),
    DELETE_NODE("delete-node", ActsOn.NODE, "control_plane"),
    PAGE_ONCALL("page-oncall", ActsOn.INCIDENT, "receiver", "severity", "summary", "alert", "resolve", "via");

    /** Where an action takes effect. */
    public enum ActsOn {
        POD,
        NODE,
        INCIDENT
    }

    private final String word;
    private final ActsOn actsOn;
    private final List<String> settings;

    ActionKind(String word, ActsOn actsOn, String... settings) {
        this.word = word;
        this.actsOn = actsOn;
        this.settings = List.of(settings);
    }

    /** As rules write it: {@code cordon-node}. */
    public String word() {
        return word;
    }

    public ActsOn actsOn() {
        return actsOn;
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
