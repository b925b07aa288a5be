package io.hikeshi.sensor.agent.cluster;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Nodes that the cluster has not heard of for too long, or that live in another boot. Leases are listed again and again
 * rather than watched: an answer proves that the API server is there to be renewed at, and silence of a watch proves nothing.
 */
public final class NodeLifeSource implements EventSource {
    private static final Logger LOG = Logger.getLogger(NodeLifeSource.class);

    private static final String LEASES = "kube-node-lease";
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private final KubernetesClient client;
    private final NodeIndex nodes;
    private final BooleanSupplier watching;
    private final NodeLives lives;
    private final NodeMemory memory;
    private final Queue<NodeEvent> found = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean away;

    private NodeLifeSource(
            KubernetesClient client, NodeIndex nodes, BooleanSupplier watching, NodeLives lives, NodeMemory memory) {
        this.client = client;
        this.nodes = nodes;
        this.watching = watching;
        this.lives = lives;
        this.memory = memory;
    }

    /**
     * Begins to look; the API server may be away.
     *
     * @param watching whether the index follows the API server at the moment
     * @param state a folder that outlives restarts
     * @throws IOException if what is remembered there cannot be read
     */
    public static NodeLifeSource open(
            String cluster, KubernetesClient client, NodeIndex nodes, BooleanSupplier watching, Path state)
            throws IOException {
        var memory = NodeMemory.in(state);
        return new NodeLifeSource(client, nodes, watching, new NodeLives(cluster, memory), memory);
    }

    @Override
    public String name() {
        return NodeLives.SENSOR;
    }

    @Override
    public Optional<NodeEvent> next() throws IOException, InterruptedException {
        while (found.isEmpty()) {
            if (closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) return Optional.empty();
            look();
        }
        return Optional.of(found.remove());
    }

    @Override
    public long drops() {
        return 0;
    }

    @Override
    public void stored(NodeEvent event) {
        lives.stored(event);
        save();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void look() {
        try {
            if (!watching.getAsBoolean()) {
                restartClocks("the watch over Nodes is not established");
                return;
            }
            var leases = leases();
            found.addAll(lives.look(nodes.all(), leases, System.nanoTime(), Instant.now()));
            away = false;
            save();
        } catch (RuntimeException e) {
            restartClocks(String.valueOf(e.getMessage()));
        }
    }

    /** Nodes cannot renew what is away: from here on, all of them get their time again. */
    private void restartClocks(String reason) {
        lives.restartClocks();
        if (!away) LOG.warnf("stopped judging nodes, trying again reason=%s", Text.quoted(reason));
        away = true;
    }

    private Map<String, NodeLease> leases() {
        var leases = new HashMap<String, NodeLease>();
        for (var lease : client.leases().inNamespace(LEASES).list().getItems()) {
            leases.put(lease.getMetadata().getName(), read(lease));
        }
        return leases;
    }

    private static NodeLease read(Lease lease) {
        var spec = Optional.ofNullable(lease.getSpec());
        return new NodeLease(
                spec.map(renewal -> renewal.getRenewTime())
                        .map(time -> time.toInstant())
                        .orElse(null),
                spec.map(renewal -> renewal.getLeaseDurationSeconds()).orElse(0));
    }

    /** Without it, only a restart would forget. */
    private void save() {
        try {
            memory.save();
        } catch (IOException e) {
            LOG.warnf("could not remember nodes reason=%s", e.getMessage());
        }
    }
}
