package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.agent.host.BootSource;
import io.hikeshi.sensor.event.EventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Notices that this node rebooted; whoever reads what a panic left wants to know that too. */
@ApplicationScoped
class BootOpener implements SourceOpener {
    private final SensorConfig config;
    private final NodeName node;

    BootOpener(SensorConfig config, NodeName node) {
        this.config = config;
        this.node = node;
    }

    @Override
    public String name() {
        return BootSource.NAME;
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
        return BootSource.open(node.origin(name()), config.sensor().state());
    }
}
