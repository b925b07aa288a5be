package io.hikeshi.functions.reschedulejob;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.deadnode.Spared;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides about one Job. No I/O here.
 *
 * @param isBack whether another boot of the node runs: its pods start again by themselves, and nobody fails them any more
 * @param spared why fail-pods leaves a pod alone; empty if it does not
 */
record JobJudge(Attempt attempt, boolean isBack, Function<Pod, Optional<Spared>> spared) {
    private static final String CONTROLLER = "kubernetes.io/job-controller";

    /** Failures that another node would not have kept away. */
    private static final Map<String, String> OF_ITS_OWN = Map.of(
            "DeadlineExceeded", "failed by its activeDeadlineSeconds",
            "PodFailurePolicy", "failed because its own podFailurePolicy says so");

    /** @param pods those of the dead node that this incident failed, or that have not ended */
    JobFate of(Job job, List<Pod> pods) {
        if (Lineage.isOptedOut(job)) return JobFate.leave("opted out by label");
        if (job.getMetadata().getDeletionTimestamp() != null) return JobFate.leave("is being deleted");
        var manager = Objects.requireNonNullElse(job.getSpec().getManagedBy(), CONTROLLER);
        if (!manager.equals(CONTROLLER)) return JobFate.leave("is managed by " + manager);
        if (condition(job, "Complete")
                .or(() -> condition(job, "SuccessCriteriaMet"))
                .isPresent()) {
            return JobFate.leave("has succeeded");
        }
        var failed = condition(job, "Failed");
        return failed.isPresent() ? ofFailed(job, failed.get(), pods) : ofActive(job, pods);
    }

    private JobFate ofFailed(Job job, JobCondition failed, List<Pod> pods) {
        var incident = attempt.request().incident();
        if (Lineage.isClonedFor(job, incident)) {
            return JobFate.of(
                    JobFate.Kind.ALREADY,
                    "as " + job.getMetadata().getAnnotations().get(Lineage.TO));
        }
        if (failedBefore(failed, pods)) {
            return JobFate.leave("failed of something else");
        }
        if (OF_ITS_OWN.containsKey(failed.getReason())) return JobFate.leave(OF_ITS_OWN.get(failed.getReason()));
        if (Lineage.isClone(job)) {
            return JobFate.leave(
                    "is a clone, and lost a node again: it may be what kills them, so a person must decide");
        }
        if (attempt.request()
                .cause()
                .node()
                .equals(job.getSpec().getTemplate().getSpec().getNodeName())) {
            return JobFate.leave("names the dead node itself");
        }
        if (hasCompletedIndexes(job) && !Lineage.isOptedIn(job)) {
            return JobFate.leave(
                    "has completed indexes %s, which a clone would run again; label it hikeshi.io/reschedule=true if it may"
                            .formatted(job.getStatus().getCompletedIndexes()));
        }
        return JobFate.of(JobFate.Kind.CLONE, "");
    }

    /** Before this incident failed a pod of it, or before its cause; a cause that was found later says nothing. */
    private boolean failedBefore(JobCondition failed, List<Pod> pods) {
        var failing =
                pods.stream().flatMap(pod -> LostPods.failedAt(pod).stream()).min(Comparator.naturalOrder());
        if (failing.isEmpty() || failed.getLastTransitionTime() == null) return failing.isEmpty();
        var cause = attempt.request().cause().at();
        var earliest = cause.isBefore(failing.get()) ? cause : failing.get();
        // Conditions tell whole seconds.
        return Instant.parse(failed.getLastTransitionTime()).isBefore(earliest.truncatedTo(ChronoUnit.SECONDS));
    }

    private static boolean hasCompletedIndexes(Job job) {
        var completed = job.getStatus().getCompletedIndexes();
        return "Indexed".equals(job.getSpec().getCompletionMode()) && completed != null && !completed.isEmpty();
    }

    /** The Job controller says FailureTarget before it lets go of the pod that it counted. */
    private JobFate ofActive(Job job, List<Pod> pods) {
        if (condition(job, "FailureTarget").isPresent()) return JobFate.await("is failing: its other pods have to end");
        var open = pods.stream()
                .flatMap(pod -> (LostPods.hasFailed(pod) ? uncounted(job, pod) : unfailed(pod)).stream())
                .toList();
        return open.stream()
                .filter(fate -> fate.kind() == JobFate.Kind.WAIT)
                .findFirst()
                .or(() -> open.stream().findFirst())
                .orElseGet(() -> JobFate.of(JobFate.Kind.RETRIES, ""));
    }

    private static Optional<JobFate> uncounted(Job job, Pod pod) {
        return LostPods.isCounted(pod, job)
                ? Optional.empty()
                : Optional.of(JobFate.await(
                        "has not counted its pod " + pod.getMetadata().getName() + " yet"));
    }

    private Optional<JobFate> unfailed(Pod pod) {
        if (isBack) return Optional.empty();
        var name = pod.getMetadata().getName();
        return Optional.of(spared.apply(pod)
                .map(why -> JobFate.leave("waits for its pod " + name + ", which " + why.words()))
                .orElseGet(() -> JobFate.await("has its pod " + name + " there, which has not been failed yet")));
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        if (job.getStatus() == null) return Optional.empty();
        return job.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }
}
