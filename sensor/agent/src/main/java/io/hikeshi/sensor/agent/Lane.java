package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.channel.Outbound;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A bounded queue with a publisher of its own: what waits in one lane never delays what is in another. */
final class Lane {
    private final EventQueue queue;
    private final EventPublisher publisher;
    private final Thread thread;

    /**
     * @param waiting events that may wait to be sent
     * @param inFlight events that may be sent and not yet stored
     * @param send completes once the stream has stored it
     * @param failed takes what ended the lane before its time
     */
    Lane(
            String name,
            int waiting,
            int inFlight,
            PodFacts pods,
            Function<Outbound, CompletionStage<Void>> send,
            Consumer<Throwable> failed) {
        queue = new EventQueue(waiting);
        publisher = new EventPublisher(queue, inFlight, pods, send);
        thread = new Thread(() -> publish(failed), "publisher-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void offer(EventQueue.Waiting event) {
        queue.offer(event);
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Ends the lane once it is empty. */
    void stop() {
        publisher.stop();
    }

    /** After {@link #stop}, waits until all is stored or refused; false if that took longer. */
    boolean awaitStored(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        thread.join(Math.max(1, atMost.toMillis()));
        if (thread.isAlive()) return false;
        return publisher.awaitStored(Duration.ofNanos(deadline - System.nanoTime()));
    }

    int waiting() {
        return queue.size();
    }

    long published() {
        return publisher.published();
    }

    long queueDrops() {
        return queue.drops();
    }

    long channelDrops() {
        return publisher.drops();
    }

    private void publish(Consumer<Throwable> failed) {
        try {
            publisher.publishAll();
        } catch (Throwable e) {
            failed.accept(e);
        }
    }
}
