package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.agent.host.BootSource;
import io.hikeshi.sensor.agent.host.KmsgSource;
import io.hikeshi.sensor.agent.host.PstoreSource;
import io.hikeshi.sensor.event.EventSource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/** What this node's own kernel tells besides the deaths of processes, and what it left behind. */
@Dependent
class HostSources {
    private final SensorConfig.Sources config;
    private final NodeName node;

    HostSources(SensorConfig config, NodeName node) {
        this.config = config.sensor();
        this.node = node;
    }

    @Produces
    @Singleton
    SourceOpener log() {
        return new Extra(
                KmsgSource.NAME,
                config.kmsg(),
                name -> KmsgSource.open(config.kmsgDevice(), node.origin(name), config.state()));
    }

    @Produces
    @Singleton
    SourceOpener dumps() {
        return new Extra(
                PstoreSource.NAME,
                config.pstore(),
                name -> PstoreSource.open(config.pstoreFolders(), node.origin(name), config.state()));
    }

    /** Whoever reads what a panic left wants to know of the reboot, too. */
    @Produces
    @Singleton
    SourceOpener boots() {
        return new Extra(BootSource.NAME, config.pstore(), name -> BootSource.open(node.origin(name), config.state()));
    }

    private interface Opening {
        EventSource open(String name) throws IOException;
    }

    /** A node without it is watched all the same. */
    private record Extra(String name, boolean isWanted, Opening opening) implements SourceOpener {
        @Override
        public boolean isEssential() {
            return false;
        }

        @Override
        public EventSource open() throws IOException {
            return opening.open(name);
        }
    }
}
