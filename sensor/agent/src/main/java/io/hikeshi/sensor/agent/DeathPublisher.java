package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.SubjectToken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes deaths from the queue, adds what is known about their pods, and sends them in the order of their reading. */
final class DeathPublisher {
    private static final Logger LOG = Logger.getLogger(DeathPublisher.class);

    /**
     * Sent and not yet stored. Waiting for each one alone would cost a round trip per death; and while NATS is away, these
     * and the queue are what a sensor holds: some 20 MB, which its heap can bear.
     */
    private static final int IN_FLIGHT = 4096;

    private static final Duration IDLE = Duration.ofMillis(100);

    private final DeathQueue queue;
    private final PodFacts pods;
    private final Function<Outbound, CompletionStage<Void>> send;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean refused = new AtomicBoolean();
    private final AtomicBoolean podless = new AtomicBoolean();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong drops = new AtomicLong();

    /** @param send completes once the stream has stored it */
    DeathPublisher(DeathQueue queue, PodFacts pods, Function<Outbound, CompletionStage<Void>> send) {
        this.queue = queue;
        this.pods = pods;
        this.send = send;
    }

    /** Returns once it was stopped and the queue is empty. */
    void publishAll() throws InterruptedException {
        while (true) {
            // Read before polling: what was offered before the stop is then seen by the poll.
            boolean last = stopped.get();
            var next = queue.poll(IDLE);
            if (next.isPresent()) publish(next.get());
            else if (last) return;
        }
    }

    void stop() {
        stopped.set(true);
    }

    /** Waits until all that was sent is stored or refused; false if that took longer. */
    boolean awaitStored(Duration atMost) throws InterruptedException {
        if (!inFlight.tryAcquire(IN_FLIGHT, atMost.toNanos(), TimeUnit.NANOSECONDS)) return false;
        inFlight.release(IN_FLIGHT);
        return true;
    }

    long published() {
        return published.get();
    }

    long drops() {
        return drops.get();
    }

    private void publish(DeathQueue.Waiting waiting) throws InterruptedException {
        var event = completed(waiting);
        inFlight.acquire();
        send(event).whenComplete((stored, failure) -> settle(event, failure));
    }

    /** A death is worth reporting without its pod. */
    private NodeEvent completed(DeathQueue.Waiting waiting) throws InterruptedException {
        try {
            return pods.complete(waiting.event(), waiting.readAt());
        } catch (RuntimeException e) {
            if (podless.compareAndSet(false, true)) {
                LOG.errorf(
                        e,
                        "published event=%s without its pod reason=unforeseen",
                        waiting.event().id());
            }
            return waiting.event();
        }
    }

    /** One odd death, or a channel that is closed, must not end the thread: it counts as refused. */
    private CompletionStage<Void> send(NodeEvent event) {
        try {
            return send.apply(new Outbound(subject(event), EventCodec.encode(event)));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void settle(NodeEvent event, @Nullable Throwable failure) {
        inFlight.release();
        if (failure == null) {
            published.incrementAndGet();
            refused.set(false);
            return;
        }
        drops.incrementAndGet();
        if (refused.compareAndSet(false, true)) {
            LOG.warnf(
                    failure,
                    "dropped event=%s node=%s reason=not-stored",
                    event.id(),
                    event.origin().node());
        }
    }

    private static String subject(NodeEvent event) {
        var origin = event.origin();
        return String.join(
                ".",
                "hikeshi.event",
                SubjectToken.of(origin.cluster()),
                SubjectToken.of(event.kind().word()),
                SubjectToken.of(origin.node()));
    }
}
