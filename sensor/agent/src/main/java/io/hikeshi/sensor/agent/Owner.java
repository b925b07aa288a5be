package io.hikeshi.sensor.agent;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.hikeshi.sensor.event.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The top owner of a pod, from the pod alone: one call less per pod, and right while the API server is away. */
final class Owner {
    /** {@code appsv1.DefaultDeploymentUniqueLabelKey}: a Deployment names its ReplicaSets {@code <deployment>-<hash>}. */
    private static final String TEMPLATE_HASH = "pod-template-hash";
    /** The CronJob controller names its Jobs {@code <cron job>-<minutes since 1970>}, {@code getJobName} in utils.go. */
    private static final Pattern CRON_JOB = Pattern.compile("(.+)-([0-9]{8,10})");

    private Owner() {}

    /** Null if nothing owns the pod. */
    static @Nullable Workload of(ObjectMeta pod) {
        var controller = pod.getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
        return controller.map(owner -> above(owner, pod)).orElse(null);
    }

    private static Workload above(OwnerReference owner, ObjectMeta pod) {
        return switch (owner.getKind()) {
            case "ReplicaSet" -> ofReplicaSet(owner.getName(), pod);
            case "Job" -> ofJob(owner.getName(), pod);
            default -> new Workload(owner.getKind(), owner.getName());
        };
    }

    private static Workload ofReplicaSet(String name, ObjectMeta pod) {
        var hash = pod.getLabels() == null ? null : pod.getLabels().get(TEMPLATE_HASH);
        if (hash == null || !name.endsWith("-" + hash) || name.length() == hash.length() + 1) {
            return new Workload("ReplicaSet", name);
        }
        return new Workload("Deployment", name.substring(0, name.length() - hash.length() - 1));
    }

    /** A person's Job may end in digits too, a date for instance; only a time shortly before the pod's is a schedule's. */
    private static Workload ofJob(String name, ObjectMeta pod) {
        var match = CRON_JOB.matcher(name);
        if (match.matches() && isJustBefore(Long.parseLong(match.group(2)), pod.getCreationTimestamp())) {
            return new Workload("CronJob", match.group(1));
        }
        return new Workload("Job", name);
    }

    private static boolean isJustBefore(long minutes, @Nullable String created) {
        try {
            if (created == null) return false;
            var late = Duration.between(Instant.ofEpochSecond(minutes * 60), Instant.parse(created));
            return !late.isNegative() && late.compareTo(Duration.ofDays(7)) < 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
