package io.hikeshi.functions.deadnode;

import io.hikeshi.functions.Attempt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Annotations that say what ended a node or a pod. The words are those of Netflix's Titus; who reads Titus' own annotations
 * already gets them, too, with the setting {@code names: titus}.
 */
public final class TerminationNotes {
    /** The setting. */
    public static final String NAMES = "names";

    private static final String OURS = "hikeshi.io/";
    private static final String TITUS = "titus";
    private static final String TITUS_DOMAIN = ".titus.netflix.com/";
    private static final String REASON = "-termination-reason";
    private static final String CODE = "-termination-reason-code";
    private static final String CALLER = "-termination-by-caller";

    private TerminationNotes() {}

    /** What is wrong with the setting; empty if nothing is. */
    public static Optional<String> problem(Attempt attempt) {
        var names = attempt.setting(NAMES);
        return names == null || names.equals(TITUS)
                ? Optional.empty()
                : Optional.of(attempt.request().action() + " knows no names but " + TITUS);
    }

    public static Map<String, String> ofPod(Attempt attempt, Death death) {
        return notes(attempt, "pod", death);
    }

    public static Map<String, String> ofNode(Attempt attempt, Death death) {
        return notes(attempt, "node", death);
    }

    /** A node that was said to have ended has not. */
    public static Map<String, @Nullable String> nodeLives() {
        var notes = new LinkedHashMap<String, @Nullable String>();
        for (String prefix : List.of(OURS, "node" + TITUS_DOMAIN)) {
            for (String word : List.of(REASON, CODE, CALLER)) notes.put(prefix + "node" + word, null);
        }
        return notes;
    }

    private static Map<String, String> notes(Attempt attempt, String what, Death death) {
        var notes = new LinkedHashMap<>(notes(attempt, what, death, OURS));
        if (TITUS.equals(attempt.setting(NAMES))) notes.putAll(notes(attempt, what, death, what + TITUS_DOMAIN));
        return notes;
    }

    private static Map<String, String> notes(Attempt attempt, String what, Death death, String prefix) {
        var notes = new LinkedHashMap<String, String>();
        notes.put(prefix + what + REASON, attempt.reason());
        notes.put(prefix + what + CODE, death.code());
        notes.put(prefix + what + CALLER, "hikeshi/" + attempt.request().rule());
        return notes;
    }
}
