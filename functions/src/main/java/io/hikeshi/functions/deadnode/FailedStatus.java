package io.hikeshi.functions.deadnode;

import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.cluster.Marks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pod's status says once its node is dead: Failed, and by a disruption, so that a Job whose podFailurePolicy ignores
 * {@code DisruptionTarget} retries without burning its backoffLimit. Pods take annotations along with their status, so mark and
 * change are one patch.
 */
final class FailedStatus {
    private FailedStatus() {}

    /** A strategic merge patch: conditions of other types stay. The server refuses it if the pod changed, or is another. */
    static Map<String, Object> patch(Attempt attempt, Pod pod, Instant now) {
        var death = Death.of(attempt.request().cause());
        return Map.of(
                "metadata",
                Map.of(
                        "uid", pod.getMetadata().getUid(),
                        "resourceVersion", pod.getMetadata().getResourceVersion(),
                        "annotations", annotations(attempt, pod, death)),
                "status",
                Map.of(
                        "phase", "Failed",
                        "reason", death.reason(),
                        "message", message(attempt),
                        "conditions", List.of(disruption(attempt, death, now))));
    }

    /** Whether this incident failed the pod, by whichever action. */
    static boolean isSetBy(Attempt attempt, Pod pod) {
        return Spared.isFinished(pod)
                && Death.of(attempt.request().cause())
                        .reason()
                        .equals(pod.getStatus().getReason())
                && Marks.get(pod, Marks.INCIDENT).equals(attempt.request().incident());
    }

    private static Map<String, String> annotations(Attempt attempt, Pod pod, Death death) {
        var annotations = new LinkedHashMap<>(Marks.of(pod, attempt));
        annotations.putAll(TerminationNotes.ofPod(attempt, death));
        return annotations;
    }

    private static Map<String, String> disruption(Attempt attempt, Death death, Instant now) {
        return Map.of(
                "type", "DisruptionTarget",
                "status", "True",
                "reason", death.disruption(),
                "message", message(attempt),
                "lastTransitionTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String message(Attempt attempt) {
        var node = attempt.request().cause().node();
        return "node " + node + " died: " + attempt.reason() + " (" + attempt.origin() + ")";
    }
}
