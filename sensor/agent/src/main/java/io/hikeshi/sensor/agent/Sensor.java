package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.channel.Rehearsal;
import io.hikeshi.sensor.event.Kind;
import io.quarkus.arc.All;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** Opens the sources that were asked for and keeps their events flowing until the application ends. */
@ApplicationScoped
public class Sensor {
    private static final Logger LOG = Logger.getLogger(Sensor.class);

    /** A stopped pod has 30 s by default, of which the connector needs some as well. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final List<SourceOpener> openers;
    private final String cluster;
    /** What it may say by its rights on NATS: a node's sensor tells of processes, a receiver of panics. */
    private final Kind allowed;

    private final NodeName node;
    private final MutinyEmitter<Outbound> events;
    private final EarlyWord early;
    private final Event<SensorStarted> begun;
    private final Pipeline pipeline;
    private final Map<String, SourceState> states = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Sensor(
            SensorConfig config,
            NodeName node,
            NodePods pods,
            @All List<SourceOpener> openers,
            // Its buffer cannot grow without end: the publishers wait for what they have sent.
            @Channel("events-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<Outbound> events,
            EarlyWord early,
            Event<SensorStarted> begun) {
        this.openers = openers.stream().filter(SourceOpener::isWanted).toList();
        this.cluster = config.cluster();
        this.allowed = config.sensor().netconsole().isPresent() ? Kind.KERNEL_PANICKED : Kind.PROCESS_CRASHED;
        this.node = node;
        this.events = events;
        this.early = early;
        this.begun = begun;
        this.pipeline = new Pipeline(config.sensor().queue(), pods.index(), this::send);
        this.openers.forEach(opener -> states.put(opener.name(), SourceState.OPENING));
    }

    /** Opening may take a canary's life, so the rest of the application starts beside it. */
    void start(@Observes StartupEvent started) {
        if (openers.isEmpty())
            throw new IllegalStateException("every source is switched off: see hikeshi sensor --help");
        for (var opener : openers) new Thread(() -> follow(opener), opener.name()).start();
        rehearse();
    }

    /** Stops reading and waits until all that was read is stored. Safe to call twice. */
    public void drain() {
        stopping = true;
        try {
            if (pipeline.stop(DRAIN)) return;
            LOG.warnf("stopped node=%s reason=not-all-stored waiting=%d", node.node(), counts().waiting());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public SensorCounts counts() {
        return pipeline.counts();
    }

    /** Whether events are read and published, of all sources that must be read. */
    boolean isRunning() {
        return pipeline.isPublishing()
                && openers.stream()
                        .filter(SourceOpener::isEssential)
                        .allMatch(opener -> states.get(opener.name()) == SourceState.READING);
    }

    boolean isReading(String source) {
        return states.get(source) == SourceState.READING;
    }

    /** Of each source that was asked for, by name. */
    Map<String, SourceState> states() {
        return new TreeMap<>(states);
    }

    void stop(@Observes ShutdownEvent ending) {
        drain();
    }

    private void follow(SourceOpener opener) {
        try (var source = opener.open()) {
            become(opener, SourceState.READING);
            pipeline.read(source);
            become(opener, SourceState.ENDED);
        } catch (IOException e) {
            LOG.errorf("stopped source=%s node=%s reason=%s", opener.name(), node.node(), e.getMessage());
            fail(opener);
        } catch (Throwable e) {
            LOG.errorf(e, "stopped source=%s node=%s reason=unforeseen", opener.name(), node.node());
            fail(opener);
        }
    }

    /** A sensor that sees nothing must not look alive: it ends, loudly, and is started again. */
    private void fail(SourceOpener opener) {
        become(opener, SourceState.FAILED);
        boolean blind = states.values().stream().noneMatch(SourceState::isAlive);
        if (!stopping && (opener.isEssential() || blind || !pipeline.isPublishing())) Quarkus.asyncExit(1);
    }

    private synchronized void become(SourceOpener opener, SourceState state) {
        states.put(opener.name(), state);
        boolean first = state == SourceState.READING || state == SourceState.FAILED;
        if (first && !states.containsValue(SourceState.OPENING)) begun.fire(new SensorStarted());
    }

    /** The way out; each source rehearses its own part. */
    private void rehearse() {
        var subject = EventPublisher.subject(cluster, allowed, node.node());
        var unused = events.send(Rehearsal.on(subject)).subscribeAsCompletionStage();
    }

    private CompletionStage<Void> send(Outbound outbound) {
        var stored = events.send(outbound).subscribeAsCompletionStage();
        early.sent(outbound.event());
        return stored;
    }
}
