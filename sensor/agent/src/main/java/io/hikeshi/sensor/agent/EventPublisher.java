package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.Kind;
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

/** Takes events from a queue, adds what is known about their pods, and sends them in the order of their reading. */
final class EventPublisher {
    private static final Logger LOG = Logger.getLogger(EventPublisher.class);

    private static final Duration IDLE = Duration.ofMillis(100);

    private final EventQueue queue;
    private final int mostInFlight;
    private final PodFacts pods;
    private final Function<Outbound, CompletionStage<Void>> send;
    private final Semaphore inFlight;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean refused = new AtomicBoolean();
    private final AtomicBoolean podless = new AtomicBoolean();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong drops = new AtomicLong();

    /**
     * @param mostInFlight events sent and not yet stored: waiting for each one alone would cost a round trip per event
     * @param send completes once the stream has stored it
     */
    EventPublisher(EventQueue queue, int mostInFlight, PodFacts pods, Function<Outbound, CompletionStage<Void>> send) {
        this.queue = queue;
        this.mostInFlight = mostInFlight;
        this.inFlight = new Semaphore(mostInFlight);
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
        if (!inFlight.tryAcquire(mostInFlight, atMost.toNanos(), TimeUnit.NANOSECONDS)) return false;
        inFlight.release(mostInFlight);
        return true;
    }

    long published() {
        return published.get();
    }

    long drops() {
        return drops.get();
    }

    private void publish(EventQueue.Waiting waiting) throws InterruptedException {
        var event = completed(waiting);
        inFlight.acquire();
        send(event).whenComplete((stored, failure) -> settle(waiting, failure));
    }

    /** A death is worth reporting without its pod. */
    private NodeEvent completed(EventQueue.Waiting waiting) throws InterruptedException {
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

    /** One odd event, or a channel that is closed, must not end the thread: it counts as refused. */
    private CompletionStage<Void> send(NodeEvent event) {
        try {
            return send.apply(new Outbound(subject(event), EventCodec.encode(event)));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void settle(EventQueue.Waiting waiting, @Nullable Throwable failure) {
        inFlight.release();
        var event = waiting.event();
        if (failure == null) {
            published.incrementAndGet();
            refused.set(false);
            waiting.source().stored(event);
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
        return subject(event.origin().cluster(), event.kind(), event.origin().node());
    }

    /** Where that kind of event of that node goes. */
    static String subject(String cluster, Kind kind, String node) {
        return String.join(
                ".", "hikeshi.event", SubjectToken.of(cluster), SubjectToken.of(kind.word()), SubjectToken.of(node));
    }
}
