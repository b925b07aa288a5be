package io.hikeshi.sensor.event;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a pod: the top of its owner references.
 *
 * @param kind such as {@code Deployment}
 * @param name its name in the pod's namespace
 */
public record Workload(String kind, String name) {
    /** {@code appsv1.DefaultDeploymentUniqueLabelKey}: a Deployment names its ReplicaSets {@code <deployment>-<hash>}. */
    private static final String TEMPLATE_HASH = "pod-template-hash";
    /** The CronJob controller names its Jobs {@code <cron job>-<minutes since 1970>}, {@code getJobName} in utils.go. */
    private static final Pattern SCHEDULED_JOB = Pattern.compile("(.+)-([0-9]{8,10})");
    /** A person's Job may end in digits too, a date for instance; only a time shortly before the pod's is a schedule's. */
    private static final Duration LATEST_START = Duration.ofDays(7);

    public Workload {
        Text.requireName("workload kind", kind);
        Text.requireName("workload name", name);
    }

    /**
     * The top owner of a pod, from the pod alone: one call less per pod, and right while the API server is away. Sensor and
     * responder must read alike, since it is part of an incident's cause.
     *
     * @param kind of the pod's controller
     * @param name of the pod's controller
     * @param podLabels the pod's labels
     * @param podCreated the pod's creationTimestamp, RFC 3339; null if it has none
     */
    public static Workload above(String kind, String name, Map<String, String> podLabels, @Nullable String podCreated) {
        return switch (kind) {
            case "ReplicaSet" -> ofReplicaSet(name, podLabels.get(TEMPLATE_HASH));
            case "Job" -> ofJob(name, podCreated);
            default -> new Workload(kind, name);
        };
    }

    private static Workload ofReplicaSet(String name, @Nullable String hash) {
        if (hash == null || !name.endsWith("-" + hash) || name.length() == hash.length() + 1) {
            return new Workload("ReplicaSet", name);
        }
        return new Workload("Deployment", name.substring(0, name.length() - hash.length() - 1));
    }

    private static Workload ofJob(String name, @Nullable String podCreated) {
        var match = SCHEDULED_JOB.matcher(name);
        if (match.matches() && isJustBefore(Long.parseLong(match.group(2)), podCreated)) {
            return new Workload("CronJob", match.group(1));
        }
        return new Workload("Job", name);
    }

    private static boolean isJustBefore(long minutes, @Nullable String created) {
        try {
            if (created == null) return false;
            var late = Duration.between(Instant.ofEpochSecond(minutes * 60), Instant.parse(created));
            return !late.isNegative() && late.compareTo(LATEST_START) < 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** {@code Deployment/web}. */
    public String describe() {
        return kind + "/" + name;
    }
}
