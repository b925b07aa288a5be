package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.agent.host.PstoreSource;
import io.hikeshi.sensor.event.EventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Looks for what a panic of this node left behind. */
@ApplicationScoped
class PstoreOpener implements SourceOpener {
    private final SensorConfig config;
    private final NodeName node;

    PstoreOpener(SensorConfig config, NodeName node) {
        this.config = config;
        this.node = node;
    }

    @Override
    public String name() {
        return PstoreSource.NAME;
    }

    @Override
    public boolean isWanted() {
        return config.sensor().pstore();
    }

    @Override
    public boolean isEssential() {
        return false;
    }

    @Override
    public EventSource open() throws IOException {
        var sensor = config.sensor();
        return PstoreSource.open(sensor.pstoreFolders(), node.origin(name()), sensor.state());
    }
}
