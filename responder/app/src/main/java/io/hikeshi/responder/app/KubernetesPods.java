package io.hikeshi.responder.app;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.hikeshi.sensor.event.Pod;
import io.hikeshi.sensor.event.Workload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The pods of a node, as the API server lists them: the field selector {@code spec.nodeName} is served from its cache. */
final class KubernetesPods implements Pods {
    /** A crash storm on one node asks once a second, not once a crash. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** A static pod's cgroup bears this instead of the uid that the API server gave its mirror. */
    private static final String CONFIG_HASH = "kubernetes.io/config.hash";

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<String, Listed> nodes = new ConcurrentHashMap<>();

    KubernetesPods(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    private record Listed(Instant at, Map<String, Pod> pods) {}

    @Override
    public Optional<Pod> find(String uid, String node) throws PodsUnavailable {
        var known = nodes.get(node);
        if (known != null && known.pods().containsKey(uid))
            return Optional.ofNullable(known.pods().get(uid));
        if (known == null || known.at().plus(FRESH).isBefore(clock.instant())) known = list(node);
        return Optional.ofNullable(known.pods().get(uid));
    }

    private Listed list(String node) throws PodsUnavailable {
        try {
            var pods = new HashMap<String, Pod>();
            for (var pod : client.pods()
                    .inAnyNamespace()
                    .withField("spec.nodeName", node)
                    .list()
                    .getItems()) {
                add(pod, pods);
            }
            var listed = new Listed(clock.instant(), pods);
            nodes.put(node, listed);
            return listed;
        } catch (KubernetesClientException e) {
            throw new PodsUnavailable("cannot list the pods of node " + node, e);
        }
    }

    /** By its uid, and a static pod by its hash too. */
    private static void add(io.fabric8.kubernetes.api.model.Pod found, Map<String, Pod> pods) {
        var metadata = found.getMetadata();
        var labels = metadata.getLabels() == null ? Map.<String, String>of() : metadata.getLabels();
        var pod = new Pod(
                metadata.getUid(), metadata.getNamespace(), metadata.getName(), labels, workload(metadata, labels));
        pods.put(metadata.getUid(), pod);
        var annotations = metadata.getAnnotations();
        var hash = annotations == null ? null : annotations.get(CONFIG_HASH);
        if (hash != null) pods.put(hash, pod);
    }

    /** Null if nothing owns the pod. */
    private static @Nullable Workload workload(ObjectMeta pod, Map<String, String> labels) {
        return pod.getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .map(owner -> Workload.above(owner.getKind(), owner.getName(), labels, pod.getCreationTimestamp()))
                .orElse(null);
    }
}
