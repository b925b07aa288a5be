package io.hikeshi.sensor.agent.cluster;

import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.NodeLost;
import io.hikeshi.sensor.event.NodeRebooted;
import io.hikeshi.sensor.event.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Decides at each look which nodes were lost and which live in another boot. No clock and no API server here: callers pass
 * in what they saw and when. Two watchers that see the same find events with the same ids.
 */
final class NodeLives {
    static final String SENSOR = "lease";

    private final String cluster;
    private final NodeMemory memory;
    private final Map<String, NodeLife> lives = new HashMap<>();
    private final Map<String, String> boots = new HashMap<>();

    NodeLives(String cluster, NodeMemory memory) {
        this.cluster = cluster;
        this.memory = memory;
    }

    /** There was a time in which nobody could have been seen. */
    void restartClocks() {
        lives.values().forEach(NodeLife::restart);
    }

    /**
     * Looks at all nodes.
     *
     * @param leases by node
     * @param nanos {@link System#nanoTime} of the look
     */
    List<NodeEvent> look(Collection<KnownNode> nodes, Map<String, NodeLease> leases, long nanos, Instant now) {
        var found = new ArrayList<NodeEvent>();
        for (var node : nodes) {
            if (node.bootId() != null) look(node, node.bootId(), leases, nanos, now, found);
        }
        var names = nodes.stream().map(KnownNode::name).collect(Collectors.toSet());
        lives.keySet().retainAll(names);
        boots.keySet().retainAll(names);
        memory.forgetAllBut(names);
        return found;
    }

    /** This event need not be found again. */
    void stored(NodeEvent event) {
        var origin = event.origin();
        if (event instanceof NodeRebooted) memory.booted(origin.node(), origin.bootId());
        if (event instanceof NodeLost lost) {
            memory.lost(origin.node(), origin.bootId(), String.valueOf(lost.renewedAt()));
        }
    }

    private void look(
            KnownNode node,
            String bootId,
            Map<String, NodeLease> leases,
            long nanos,
            Instant now,
            List<NodeEvent> found) {
        var origin = new Origin(cluster, node.name(), bootId, SENSOR);
        var before = boots.put(node.name(), bootId);
        if (before == null) before = memory.bootOf(node.name());
        if (before == null) memory.booted(node.name(), bootId);
        else if (!before.equals(bootId)) found.add(new NodeRebooted(origin, now, before));
        lives.computeIfAbsent(node.name(), name -> new NodeLife(memory.lostFor(name)))
                .look(node, leases.get(node.name()), origin, nanos, now)
                .ifPresent(found::add);
    }
}
