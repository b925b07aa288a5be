package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every Job that is not over, and every CronJob.
 *
 * @param namespace null for all
 */
record JobsListing(KubernetesClient client, @Nullable String namespace) {
    private static final long PAGE = 500;
    /** The Job controller puts it on every pod it makes. */
    private static final String OF_A_JOB = "job-name";

    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    List<JobAtRisk> read() {
        var nodes = nodesOfJobs();
        var jobs = all(client.batch().v1().jobs(), "").stream()
                .filter(job -> !JobAtRisk.isOver(job))
                .map(job ->
                        JobAtRisk.of(job, nodes.getOrDefault(job.getMetadata().getUid(), Map.of())));
        var crons = all(client.batch().v1().cronjobs(), "").stream().map(JobAtRisk::of);
        return Stream.concat(jobs, crons).toList();
    }

    /** By the Job's uid: how many of its pods each node holds. */
    private Map<String, Map<String, Integer>> nodesOfJobs() {
        var nodes = new HashMap<String, Map<String, Integer>>();
        for (Pod pod : all(client.pods(), OF_A_JOB)) {
            var node = pod.getSpec().getNodeName();
            if (node == null || OVER.contains(pod.getStatus().getPhase())) continue;
            for (OwnerReference owner : pod.getMetadata().getOwnerReferences()) {
                nodes.computeIfAbsent(owner.getUid(), uid -> new TreeMap<>()).merge(node, 1, Integer::sum);
            }
        }
        return nodes;
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> all(
            MixedOperation<T, L, ?> kind, String label) {
        AnyNamespaceOperation<T, L, ?> where = namespace == null ? kind.inAnyNamespace() : kind.inNamespace(namespace);
        FilterWatchListDeletable<T, L, ?> chosen = label.isEmpty() ? where : where.withLabel(label);
        var items = new ArrayList<T>();
        var next = "";
        do {
            var page = chosen.list(
                    new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
            items.addAll(page.getItems());
            var rest = page.getMetadata().getContinue();
            next = rest == null ? "" : rest;
        } while (!next.isEmpty());
        return items;
    }
}
