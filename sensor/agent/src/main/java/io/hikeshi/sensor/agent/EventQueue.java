package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.event.NodeEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Events between the threads that read them and the one that publishes them. A full one drops, counts, and says so once. */
final class EventQueue {
    private static final Logger LOG = Logger.getLogger(EventQueue.class);

    private final BlockingQueue<Waiting> waiting;
    private final AtomicLong drops = new AtomicLong();
    private final AtomicBoolean dropping = new AtomicBoolean();

    /** @param readAt {@link System#nanoTime} when it was read: from then on it is late */
    record Waiting(NodeEvent event, EventSource source, long readAt) {}

    EventQueue(int capacity) {
        waiting = new ArrayBlockingQueue<>(capacity);
    }

    /** Never blocks: who reads the kernel must not fall behind. */
    void offer(Waiting read) {
        if (waiting.offer(read)) {
            dropping.set(false);
            return;
        }
        drops.incrementAndGet();
        if (dropping.compareAndSet(false, true)) {
            LOG.warnf(
                    "dropped event=%s reason=queue-full waiting=%d",
                    read.event().id(), waiting.size());
        }
    }

    Optional<Waiting> poll(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
    }

    int size() {
        return waiting.size();
    }

    long drops() {
        return drops.get();
    }
}
