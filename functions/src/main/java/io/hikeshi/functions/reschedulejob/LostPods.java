package io.hikeshi.functions.reschedulejob;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.cluster.Api;
import io.hikeshi.functions.cluster.Marks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods of one Job that a dead node took with it.
 *
 * @param pods those that this incident failed, or that have not ended
 */
record LostPods(String namespace, String job, String jobUid, List<Pod> pods) {
    private static final int PAGE = 500;
    private static final String TRACKED = "batch.kubernetes.io/job-tracking";

    /** By Job. */
    static List<LostPods> on(Api api, Attempt attempt, String node) {
        var byJob = new LinkedHashMap<String, LostPods>();
        var next = "";
        do {
            var page = api.list("/api/v1/pods", "spec.nodeName=" + node, PAGE, next, PodList.class);
            page.getItems().stream().filter(pod -> isLost(pod, attempt)).forEach(pod -> add(byJob, pod));
            next = page.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return List.copyOf(byJob.values());
    }

    private static void add(Map<String, LostPods> byJob, Pod pod) {
        job(pod).ifPresent(owner -> byJob.computeIfAbsent(
                        owner.getUid(),
                        uid -> new LostPods(pod.getMetadata().getNamespace(), owner.getName(), uid, new ArrayList<>()))
                .pods
                .add(pod));
    }

    private static Optional<OwnerReference> job(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .filter(owner ->
                        "Job".equals(owner.getKind()) && owner.getApiVersion().startsWith("batch/"))
                .findFirst();
    }

    private static boolean isLost(Pod pod, Attempt attempt) {
        var phase = pod.getStatus().getPhase();
        if ("Succeeded".equals(phase)) return false;
        return !"Failed".equals(phase)
                || Marks.get(pod, Marks.INCIDENT).equals(attempt.request().incident()) && isDisrupted(pod);
    }

    private static boolean isDisrupted(Pod pod) {
        return disruption(pod).isPresent();
    }

    private static Optional<PodCondition> disruption(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition ->
                        "DisruptionTarget".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }

    static boolean hasFailed(Pod pod) {
        return "Failed".equals(pod.getStatus().getPhase());
    }

    /** When fail-pods said so; empty for a pod that has not failed. */
    static Optional<Instant> failedAt(Pod pod) {
        return disruption(pod)
                .filter(disruption -> hasFailed(pod))
                .map(disruption -> Instant.parse(disruption.getLastTransitionTime()));
    }

    /** Whether the Job controller has done with it: it lets go of a pod before it takes its uid off the Job's own list. */
    static boolean isCounted(Pod pod, Job job) {
        if (pod.getMetadata().getFinalizers().contains(TRACKED)) return false;
        var open = job.getStatus() == null ? null : job.getStatus().getUncountedTerminatedPods();
        return open == null
                || Stream.concat(open.getFailed().stream(), open.getSucceeded().stream())
                        .noneMatch(uid -> uid.equals(pod.getMetadata().getUid()));
    }
}
