package io.hikeshi.sensor.agent.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The cluster's Nodes by name and by address. What was known stays known while the API server is away. */
public final class NodeIndex {
    private static final Logger LOG = Logger.getLogger(NodeIndex.class);

    /** Kubernetes is made for 5,000. */
    private static final int MOST = 20_000;

    private final Map<String, KnownNode> byName = new ConcurrentHashMap<>();
    private final Map<String, List<KnownNode>> byAddress = new ConcurrentHashMap<>();

    /** A Node that is new, or not as it was. */
    public synchronized void put(KnownNode node) {
        if (byName.size() >= MOST && !byName.containsKey(node.name())) {
            LOG.warnf("ignored node=%s reason=more-than-%d-nodes", node.name(), MOST);
            return;
        }
        remove(node.name());
        byName.put(node.name(), node);
        for (String address : node.addresses()) byAddress.merge(address, List.of(node), NodeIndex::joined);
    }

    public synchronized void remove(String name) {
        var gone = byName.remove(name);
        if (gone == null) return;
        for (String address : gone.addresses()) {
            byAddress.computeIfPresent(address, (same, nodes) -> without(nodes, name));
        }
    }

    /** Those that have this address; more than one while an address moves from a dead node to its successor. */
    public List<KnownNode> at(String address) {
        return NodeAddress.of(address)
                .map(spelled -> byAddress.getOrDefault(spelled, List.of()))
                .orElse(List.of());
    }

    public Collection<KnownNode> all() {
        return byName.values();
    }

    private static List<KnownNode> joined(List<KnownNode> nodes, List<KnownNode> more) {
        var joined = new ArrayList<>(nodes);
        joined.addAll(more);
        return List.copyOf(joined);
    }

    private static @Nullable List<KnownNode> without(List<KnownNode> nodes, String name) {
        var rest = nodes.stream().filter(node -> !node.name().equals(name)).toList();
        return rest.isEmpty() ? null : rest;
    }
}
