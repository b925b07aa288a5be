package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.kernel.BackendChoice;
import io.hikeshi.sensor.kernel.KernelSettings;
import io.hikeshi.sensor.kernel.KernelSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Opens this node's kernel for the deaths of processes, and says by which backend it is watched. */
@ApplicationScoped
class KernelOpener implements SourceOpener {
    private static final Logger LOG = Logger.getLogger(KernelOpener.class);

    private final SensorConfig config;
    private final NodeName node;
    private final Event<SensorArmed> armed;
    private volatile @Nullable KernelSource source;

    KernelOpener(SensorConfig config, NodeName node, Event<SensorArmed> armed) {
        this.config = config;
        this.node = node;
        this.armed = armed;
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public boolean isWanted() {
        return config.sensor().kernel();
    }

    @Override
    public boolean isEssential() {
        return true;
    }

    @Override
    public EventSource open() throws IOException {
        var opened = KernelSource.open(settings());
        source = opened;
        var how = opened.armed();
        LOG.infof(
                "armed backend=%s node=%s after=%dms refused=%s",
                how.backend(), node.node(), how.after().toMillis(), how.refused());
        armed.fire(new SensorArmed(how.backend(), Instant.now(), how.after(), how.refused()));
        return opened;
    }

    /** Null until it was opened. */
    @Nullable
    KernelSource source() {
        return source;
    }

    private KernelSettings settings() {
        var sensor = config.sensor();
        return new KernelSettings(
                node.origin(name()),
                BackendChoice.of(sensor.backend()),
                sensor.allDeaths(),
                sensor.allDeaths(),
                KernelSettings.DEFAULT_RING_BYTES,
                sensor.proc(),
                sensor.cgroup());
    }
}
