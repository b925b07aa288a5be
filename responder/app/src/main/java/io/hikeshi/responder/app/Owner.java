package io.hikeshi.responder.app;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.hikeshi.sensor.event.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The top owner of a pod, from the pod alone, and by the same reading as the sensor's: it is part of an incident's cause. */
final class Owner {
    /** {@code appsv1.DefaultDeploymentUniqueLabelKey}: a Deployment names its ReplicaSets {@code <deployment>-<hash>}. */
    private static final String TEMPLATE_HASH = "pod-template-hash";

    /** The CronJob controller names its Jobs {@code <cron job>-<minutes since 1970>}, {@code getJobName} in utils.go. */
    private static final Pattern CRON_JOB = Pattern.compile("(.+)-([0-9]{8,10})");

    /** A person's Job may end in digits too; only a time shortly before the pod's is a schedule's. */
    private static final Duration LATEST = Duration.ofDays(7);

    private Owner() {}

    /** Null if nothing owns the pod. */
    static @Nullable Workload of(ObjectMeta pod) {
        for (OwnerReference owner : pod.getOwnerReferences()) {
            if (Boolean.TRUE.equals(owner.getController())) return above(owner, pod);
        }
        return null;
    }

    private static Workload above(OwnerReference owner, ObjectMeta pod) {
        var name = owner.getName();
        var hash = pod.getLabels() == null ? null : pod.getLabels().get(TEMPLATE_HASH);
        if (owner.getKind().equals("ReplicaSet") && hash != null && name.endsWith("-" + hash)) {
            return new Workload("Deployment", name.substring(0, name.length() - hash.length() - 1));
        }
        var schedule = CRON_JOB.matcher(name);
        if (owner.getKind().equals("Job") && schedule.matches() && isDue(schedule.group(2), pod)) {
            return new Workload("CronJob", schedule.group(1));
        }
        return new Workload(owner.getKind(), name);
    }

    private static boolean isDue(String minutes, ObjectMeta pod) {
        if (pod.getCreationTimestamp() == null) return false;
        var scheduled = Instant.ofEpochSecond(Long.parseLong(minutes) * 60);
        var late = Duration.between(scheduled, Instant.parse(pod.getCreationTimestamp()));
        return !late.isNegative() && late.compareTo(LATEST) < 0;
    }
}
