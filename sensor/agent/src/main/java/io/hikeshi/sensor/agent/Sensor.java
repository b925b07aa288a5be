package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.kernel.BackendChoice;
import io.hikeshi.sensor.kernel.KernelSettings;
import io.hikeshi.sensor.kernel.KernelSource;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Opens this node's kernel, says when it is armed, and keeps its deaths flowing until the application ends. */
@ApplicationScoped
public class Sensor {
    private static final Logger LOG = Logger.getLogger(Sensor.class);

    /** A stopped pod has 30 s by default, of which the connector needs some as well. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final SensorConfig config;
    private final NodeName node;
    private final NodePods pods;
    private final MutinyEmitter<Outbound> events;
    private final Event<SensorArmed> armed;
    private volatile @Nullable Watching watching;
    private volatile boolean stopping;

    /** What exists only once the kernel was opened. */
    record Watching(KernelSource source, Pipeline pipeline) {}

    Sensor(
            SensorConfig config,
            NodeName node,
            NodePods pods,
            // Its buffer cannot grow without end: the publisher waits for what it has sent.
            @Channel("events-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<Outbound> events,
            Event<SensorArmed> armed) {
        this.config = config;
        this.node = node;
        this.pods = pods;
        this.events = events;
        this.armed = armed;
    }

    /** Opening takes a canary's life, so the rest of the application starts beside it. */
    void start(@Observes StartupEvent started) {
        new Thread(this::watch, "kernel").start();
    }

    /** Stops reading and waits until all that was read is stored. Safe to call twice. */
    public void drain() {
        stopping = true;
        var watching = this.watching;
        if (watching == null) return;
        try {
            if (watching.pipeline().stop(DRAIN)) return;
            LOG.warnf("stopped node=%s reason=not-all-stored waiting=%d", node.node(), counts().waiting());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public SensorCounts counts() {
        var watching = this.watching;
        return watching == null ? SensorCounts.NONE : watching.pipeline().counts();
    }

    /** Whether deaths are read and published. */
    boolean isRunning() {
        var watching = this.watching;
        return watching != null && watching.pipeline().isRunning();
    }

    /** Null until the kernel was opened. */
    @Nullable
    KernelSource kernel() {
        var watching = this.watching;
        return watching == null ? null : watching.source();
    }

    void stop(@Observes ShutdownEvent ending) {
        drain();
    }

    /** A sensor that sees nothing must not look alive: it ends, loudly, and is started again. */
    private void watch() {
        try (var source = KernelSource.open(settings())) {
            var pipeline = new Pipeline(source, config.sensor().queue(), pods.index(), this::send);
            watching = new Watching(source, pipeline);
            var how = source.armed();
            LOG.infof(
                    "armed backend=%s node=%s after=%dms refused=%s",
                    how.backend(), node.node(), how.after().toMillis(), how.refused());
            armed.fire(new SensorArmed(how.backend(), Instant.now(), how.after(), how.refused()));
            if (stopping) pipeline.end();
            pipeline.run();
        } catch (IOException e) {
            LOG.errorf("stopped node=%s reason=%s", node.node(), e.getMessage());
            Quarkus.asyncExit(1);
        } catch (Throwable e) {
            LOG.errorf(e, "stopped node=%s reason=unforeseen", node.node());
            Quarkus.asyncExit(1);
        }
    }

    private KernelSettings settings() {
        var sensor = config.sensor();
        return new KernelSettings(
                node.origin(),
                BackendChoice.of(sensor.backend()),
                sensor.allDeaths(),
                sensor.allDeaths(),
                KernelSettings.DEFAULT_RING_BYTES,
                sensor.proc(),
                sensor.cgroup());
    }

    private CompletionStage<Void> send(Outbound outbound) {
        return events.send(outbound).subscribeAsCompletionStage();
    }
}
