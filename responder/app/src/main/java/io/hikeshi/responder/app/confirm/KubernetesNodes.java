package io.hikeshi.responder.app.confirm;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Nodes as the API server has them, read from its store and not from a cache: old news would look like silence. */
public final class KubernetesNodes implements ClusterNodes {
    private static final String LEASES = "kube-node-lease";
    private static final String FENCED = "hikeshi.io/fenced";
    private static final String FENCED_BY = "hikeshi.io/fenced-by";

    /** {@code nodeLeaseDurationSeconds}'s default. */
    private static final int LEASE_SECONDS = 40;

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration COUNT_FRESH = Duration.ofMinutes(1);
    private static final int MOST_KNOWN = 1_000;

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<String, Looked> looked = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Looked> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private @Nullable Counted counted;

    public KubernetesNodes(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    private record Looked(Instant at, Optional<NodeState> node) {}

    private record Counted(Instant at, int nodes) {}

    @Override
    public Optional<NodeState> find(String name) throws NodesUnavailable {
        var known = known(name);
        if (known != null && known.at().plus(FRESH).isAfter(clock.instant())) return known.node();
        try {
            var node = Optional.ofNullable(client.nodes().withName(name).get());
            var found = new Looked(clock.instant(), node.map(this::state));
            remember(name, found);
            return found.node();
        } catch (KubernetesClientException e) {
            throw new NodesUnavailable("cannot read Node " + name + " and its Lease", e);
        }
    }

    private synchronized @Nullable Looked known(String name) {
        return looked.get(name);
    }

    private synchronized void remember(String name, Looked found) {
        looked.put(name, found);
    }

    /** The API server counts what it does not send. */
    @Override
    public synchronized int count() throws NodesUnavailable {
        var known = counted;
        if (known != null && known.at().plus(COUNT_FRESH).isAfter(clock.instant())) return known.nodes();
        try {
            var first =
                    client.nodes().list(new ListOptionsBuilder().withLimit(1L).build());
            var more = first.getMetadata().getRemainingItemCount();
            int nodes = first.getItems().size() + (more == null ? 0 : more.intValue());
            counted = new Counted(clock.instant(), nodes);
            return nodes;
        } catch (KubernetesClientException e) {
            throw new NodesUnavailable("cannot count the Nodes", e);
        }
    }

    private NodeState state(Node node) {
        var metadata = node.getMetadata();
        var annotations = metadata.getAnnotations() == null ? Map.<String, String>of() : metadata.getAnnotations();
        var info = node.getStatus().getNodeInfo();
        return new NodeState(
                metadata.getName(),
                info == null || info.getBootID() == null ? "" : info.getBootID(),
                ready(node.getStatus().getConditions()),
                KubeletAddresses.of(node),
                annotations.get(FENCED),
                annotations.get(FENCED_BY),
                lease(metadata.getName()));
    }

    private static String ready(List<NodeCondition> conditions) {
        return conditions.stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(NodeCondition::getStatus)
                .findFirst()
                .orElse("Unknown");
    }

    private NodeState.@Nullable Lease lease(String node) {
        var lease = client.leases().inNamespace(LEASES).withName(node).get();
        if (lease == null || lease.getSpec() == null || lease.getSpec().getRenewTime() == null) return null;
        var seconds = lease.getSpec().getLeaseDurationSeconds();
        return new NodeState.Lease(
                lease.getSpec().getRenewTime().toInstant().toString(),
                Duration.ofSeconds(seconds == null || seconds < 1 ? LEASE_SECONDS : seconds));
    }
}
