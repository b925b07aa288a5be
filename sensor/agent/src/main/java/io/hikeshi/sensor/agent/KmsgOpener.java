package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.agent.host.KmsgSource;
import io.hikeshi.sensor.event.EventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Reads the log of this node's kernel. */
@ApplicationScoped
class KmsgOpener implements SourceOpener {
    private final SensorConfig config;
    private final NodeName node;

    KmsgOpener(SensorConfig config, NodeName node) {
        this.config = config;
        this.node = node;
    }

    @Override
    public String name() {
        return KmsgSource.NAME;
    }

    @Override
    public boolean isWanted() {
        return config.sensor().kmsg();
    }

    @Override
    public boolean isEssential() {
        return false;
    }

    @Override
    public EventSource open() throws IOException {
        var sensor = config.sensor();
        return KmsgSource.open(sensor.kmsgDevice(), node.origin(name()), sensor.state());
    }
}
