package io.hikeshi.sensor.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.hikeshi.sensor.agent.cluster.NodeIndex;
import io.hikeshi.sensor.agent.cluster.NodeWatch;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import org.jspecify.annotations.Nullable;

/** What is known of the cluster's Nodes: nothing without a cluster, or if no source asks. */
@ApplicationScoped
class ClusterNodes {
    private final NodeIndex index = new NodeIndex();
    private final @Nullable NodeWatch watch;

    ClusterNodes(SensorConfig config, Instance<KubernetesClient> client) {
        var sensor = config.sensor();
        boolean isAsked = config.kubernetes() && (sensor.netconsole().isPresent() || sensor.nodes());
        watch = isAsked ? new NodeWatch(client.get(), index) : null;
        if (watch != null) watch.start();
    }

    NodeIndex index() {
        return index;
    }

    /** {@code none} if nobody asks, {@code watching}, or {@code away}. */
    String cluster() {
        if (watch == null) return "none";
        return isWatching() ? "watching" : "away";
    }

    boolean isWatching() {
        return watch != null && watch.isWatching();
    }

    void stop(@Observes ShutdownEvent ending) {
        if (watch != null) watch.close();
    }
}
