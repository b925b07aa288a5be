package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A Job, or the Jobs that a CronJob will make, and what the death of one node would do to it.
 *
 * @param kind {@code Job} or {@code CronJob}
 * @param owner {@code kind/name} of what made it; empty if a person did
 * @param retriesLeft failures that it may still count; of one index, where each index has its own
 * @param nodes how many of its pods each node holds now
 */
record JobAtRisk(
        String kind,
        String namespace,
        String name,
        String owner,
        JobSpec spec,
        int retriesLeft,
        Map<String, Integer> nodes) {
    /** The API server's own default. */
    private static final int RETRIES = 6;
    /** What reschedule-job may take from the failure to the clone. */
    private static final int SOON_SECONDS = 300;

    static JobAtRisk of(Job job, Map<String, Integer> nodes) {
        var failed = job.getStatus() == null ? null : job.getStatus().getFailed();
        int used = job.getSpec().getBackoffLimitPerIndex() == null ? Objects.requireNonNullElse(failed, 0) : 0;
        return of("Job", job.getMetadata(), job.getSpec(), used, nodes);
    }

    static JobAtRisk of(CronJob cron) {
        return of("CronJob", cron.getMetadata(), cron.getSpec().getJobTemplate().getSpec(), 0, Map.of());
    }

    private static JobAtRisk of(String kind, ObjectMeta meta, JobSpec spec, int used, Map<String, Integer> nodes) {
        return new JobAtRisk(
                kind,
                meta.getNamespace(),
                meta.getName(),
                owner(meta),
                spec,
                Math.max(0, retries(spec) - used),
                Map.copyOf(nodes));
    }

    private static int retries(JobSpec spec) {
        if (spec.getBackoffLimitPerIndex() != null) return spec.getBackoffLimitPerIndex();
        return Objects.requireNonNullElse(spec.getBackoffLimit(), RETRIES);
    }

    private static String owner(ObjectMeta meta) {
        return meta.getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .map((OwnerReference owner) -> owner.getKind() + "/" + owner.getName())
                .collect(Collectors.joining());
    }

    /** Finished Jobs have nothing left to lose. */
    static boolean isOver(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> List.of("Complete", "Failed").contains(condition.getType())
                                && "True".equals(condition.getStatus()));
    }

    /** Whether a node's death costs it anything that its author did not choose. */
    boolean isHurt() {
        return switch (rule()) {
            case IGNORE -> false;
            case COUNT -> isLost();
            default -> true;
        };
    }

    /** Whether it would end as Failed, or one of its indexes would. */
    boolean isLost() {
        return switch (rule()) {
            case IGNORE -> false;
            case FAIL_JOB, FAIL_INDEX -> true;
            default -> retriesLeft < podsAtOnce();
        };
    }

    NodeDeathRule rule() {
        return NodeDeathRule.of(spec);
    }

    int parallelism() {
        return Objects.requireNonNullElse(spec.getParallelism(), 1);
    }

    boolean isPerIndex() {
        return spec.getBackoffLimitPerIndex() != null;
    }

    /** The most that one node would take with it, as things stand. */
    private int podsAtOnce() {
        return isPerIndex()
                ? 1
                : nodes.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    /** In a few words: {@code fails}, or what it would cost. */
    String fate() {
        if (rule() == NodeDeathRule.FAIL_JOB) return "fails: its own rule says so";
        if (rule() == NodeDeathRule.FAIL_INDEX) return "loses an index: its own rule says so";
        var what = isPerIndex() ? "an index has " : "";
        if (isLost()) return (isPerIndex() ? "loses an index: " : "fails: ") + what + left();
        return "retries: uses up " + podsAtOnce() + " of " + retriesLeft;
    }

    private String left() {
        return retriesLeft == 0 ? "no retry left" : retriesLeft + " left, and one node holds " + podsAtOnce() + " pods";
    }

    /** Why, one sentence each. */
    List<String> reasons() {
        var reasons = new ArrayList<String>();
        if (rule() == NodeDeathRule.NONE) reasons.add("no podFailurePolicy rule ignores DisruptionTarget");
        if (rule() == NodeDeathRule.COUNT) reasons.add("its podFailurePolicy counts DisruptionTarget");
        if (!JobCure.isNeverRestarted(spec)) {
            reasons.add("restartPolicy is OnFailure, and podFailurePolicy needs Never: then a container that exits "
                    + "non-zero is followed by a new pod, no longer restarted in place");
        }
        var ttl = spec.getTtlSecondsAfterFinished();
        if (isLost() && ttl != null && ttl < SOON_SECONDS) {
            reasons.add(
                    "ttlSecondsAfterFinished " + ttl + " may delete it before reschedule-job has seen that it failed");
        }
        return reasons;
    }

    /** What would help: a patch for a CronJob, the part of the manifest for a Job. */
    Map<String, Object> cure() {
        return kind.equals("CronJob") ? JobCure.ofTemplate(spec) : JobCure.of(spec);
    }
}
