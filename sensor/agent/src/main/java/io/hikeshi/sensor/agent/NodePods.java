package io.hikeshi.sensor.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of this node's pods: nothing without a cluster, and then no client is made either. */
@ApplicationScoped
class NodePods {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final PodIndex index;
    private final @Nullable PodWatch watch;

    NodePods(SensorConfig config, NodeName node, Instance<KubernetesClient> client) {
        // Only processes die in pods.
        boolean isAsked = config.kubernetes() && config.sensor().kernel();
        index = new PodIndex(isAsked ? PATIENCE : Duration.ZERO);
        watch = isAsked ? new PodWatch(client.get(), node.node(), index) : null;
        if (watch != null) watch.start();
    }

    PodIndex index() {
        return index;
    }

    /** {@code none} if nobody asks, {@code watching}, or {@code away}. */
    String cluster() {
        if (watch == null) return "none";
        return watch.isWatching() ? "watching" : "away";
    }

    void stop(@Observes ShutdownEvent ending) {
        if (watch != null) watch.close();
    }
}
