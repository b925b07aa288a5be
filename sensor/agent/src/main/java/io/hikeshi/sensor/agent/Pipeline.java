package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.kernel.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One source on its way out: a thread that reads, the queue, a thread that publishes. */
final class Pipeline {
    private final EventSource source;
    private final DeathQueue queue;
    private final SourceReader reader;
    private final DeathPublisher publisher;
    private final Thread publishing;
    private volatile boolean reading = true;
    private volatile @Nullable Throwable failure;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param capacity deaths that may wait to be published
     * @param send completes once the stream has stored it
     */
    Pipeline(EventSource source, int capacity, PodFacts pods, Function<Outbound, CompletionStage<Void>> send) {
        this.source = source;
        queue = new DeathQueue(capacity);
        reader = new SourceReader(source, queue);
        publisher = new DeathPublisher(queue, pods, send);
        publishing = new Thread(this::publish, "death-publisher");
    }

    /**
     * Reads on the calling thread until the source was closed, then publishes what still waits.
     *
     * @throws IllegalStateException if publishing failed, which ends the reading as well
     */
    void run() throws IOException, InterruptedException {
        publishing.start();
        try {
            reader.readAll();
        } finally {
            reading = false;
            publisher.stop();
            publishing.join();
            ended.countDown();
        }
        if (failure != null) throw new IllegalStateException("deaths cannot be published any more", failure);
    }

    /** Whether both threads do their work. */
    boolean isRunning() {
        return reading && publishing.isAlive();
    }

    /** Lets the running or the next {@link #run} end once it has published what was read. */
    void end() {
        source.close();
    }

    /** Ends {@link #run} and waits until all is stored; false if that took longer. */
    boolean stop(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        end();
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS)
                && publisher.awaitStored(Duration.ofNanos(deadline - System.nanoTime()));
    }

    SensorCounts counts() {
        return new SensorCounts(
                reader.seen(), publisher.published(), queue.size(), source.drops(), queue.drops(), publisher.drops());
    }

    private void publish() {
        try {
            publisher.publishAll();
        } catch (Throwable e) {
            failure = e;
            end();
        }
    }
}
