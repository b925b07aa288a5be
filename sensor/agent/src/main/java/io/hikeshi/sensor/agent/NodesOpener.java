package io.hikeshi.sensor.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.hikeshi.sensor.agent.cluster.NodeLifeSource;
import io.hikeshi.sensor.event.EventSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;

/** Watches over the lives of the cluster's nodes. */
@ApplicationScoped
class NodesOpener implements SourceOpener {
    private final SensorConfig config;
    private final ClusterNodes nodes;
    private final Instance<KubernetesClient> client;

    NodesOpener(SensorConfig config, ClusterNodes nodes, Instance<KubernetesClient> client) {
        this.config = config;
        this.nodes = nodes;
        this.client = client;
    }

    @Override
    public String name() {
        return "lease";
    }

    @Override
    public boolean isWanted() {
        return config.sensor().nodes();
    }

    @Override
    public boolean isEssential() {
        return true;
    }

    @Override
    public EventSource open() throws IOException {
        if (!config.kubernetes()) {
            throw new IOException(
                    "cannot watch nodes without a cluster: set hikeshi.kubernetes=true, or hikeshi.sensor.nodes=false");
        }
        return NodeLifeSource.open(
                config.cluster(),
                client.get(),
                nodes.index(),
                nodes::isWatching,
                config.sensor().state());
    }
}
