package io.hikeshi.functions.reschedulejob;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether a CronJob's failed run may be repeated now. */
final class CronRun {
    private static final Set<String> OVER = Set.of("Complete", "Failed");

    private CronRun() {}

    /**
     * What speaks against it, as a sentence about the run goes on.
     *
     * @param jobs all of the namespace
     */
    static Optional<String> objection(CronJob cron, List<Job> jobs) {
        var name = "CronJob " + cron.getMetadata().getName();
        if (Lineage.isOptedOut(cron)) return Optional.of("is of " + name + ", which opted out by label");
        if (Boolean.TRUE.equals(cron.getSpec().getSuspend()))
            return Optional.of("is of " + name + ", which is suspended");
        var policy = Objects.requireNonNullElse(cron.getSpec().getConcurrencyPolicy(), "Allow");
        if (policy.equals("Allow") || jobs.stream().noneMatch(job -> isRunning(job, cron))) return Optional.empty();
        return Optional.of(
                policy.equals("Replace")
                        ? "is of " + name + ", whose next run has replaced it (concurrencyPolicy Replace)"
                        : "is of " + name + ", which has another run under way (concurrencyPolicy Forbid)");
    }

    private static boolean isRunning(Job job, CronJob cron) {
        return job.getMetadata().getOwnerReferences().stream()
                        .map(OwnerReference::getUid)
                        .anyMatch(cron.getMetadata().getUid()::equals)
                && job.getMetadata().getDeletionTimestamp() == null
                && (job.getStatus() == null
                        || job.getStatus().getConditions().stream()
                                .noneMatch(condition ->
                                        OVER.contains(condition.getType()) && "True".equals(condition.getStatus())));
    }
}
