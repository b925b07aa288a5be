package io.hikeshi.functions.deadnode;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.hikeshi.functions.cluster.Api;
import io.hikeshi.functions.cluster.Marks;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the API server, once for each namespace and claim. Made for one request: what it was told it believes. */
public final class ClusterSurroundings implements Spared.Surroundings {
    private static final Set<String> ONE_WRITER = Set.of("ReadWriteOnce", "ReadWriteOncePod");

    private final Api api;
    private final Map<String, Boolean> ignored = new ConcurrentHashMap<>();
    private final Map<String, Boolean> oneWriter = new ConcurrentHashMap<>();

    public ClusterSurroundings(Api api) {
        this.api = api;
    }

    @Override
    public boolean isIgnored(String namespace) {
        return ignored.computeIfAbsent(
                "/api/v1/namespaces/" + namespace,
                path -> api.find(path, Namespace.class).filter(Marks::isIgnored).isPresent());
    }

    @Override
    public boolean isForOneWriter(String namespace, String claim) {
        var at = "/api/v1/namespaces/" + namespace + "/persistentvolumeclaims/" + claim;
        return oneWriter.computeIfAbsent(
                at,
                path -> api.find(path, PersistentVolumeClaim.class)
                        .map(ClusterSurroundings::isForOneWriter)
                        .orElse(true));
    }

    private static boolean isForOneWriter(PersistentVolumeClaim claim) {
        return claim.getSpec() == null
                || claim.getSpec().getAccessModes().stream().anyMatch(ONE_WRITER::contains);
    }
}
