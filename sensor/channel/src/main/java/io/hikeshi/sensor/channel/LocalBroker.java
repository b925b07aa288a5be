package io.hikeshi.sensor.channel;

import io.hikeshi.sensor.channel.Traffic.Count;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * Streams in the memory of one process. A letter that no consumer of this process wants is taken and gone, as from a
 * stream that nobody reads.
 */
final class LocalBroker implements Outlet {
    private static final Logger LOG = Logger.getLogger(LocalBroker.class);
    /** As long as a JetStream stream of ours remembers ids, and no more of them than fit into a few megabytes. */
    private static final Duration DUPLICATE_WINDOW = JetStreams.DUPLICATE_WINDOW;

    private static final int MOST_IDS = 50_000;

    private final int capacity;
    private final Traffic traffic;
    private final List<LocalQueue> queues = new CopyOnWriteArrayList<>();
    private final Map<String, Long> stored = new LinkedHashMap<>();
    private boolean saidFull;

    /** @param capacity how many letters each consumer may have before it */
    LocalBroker(int capacity, Traffic traffic) {
        this.capacity = capacity;
        this.traffic = traffic;
        traffic.watch(this);
    }

    /** A consumer of the subjects that match, from now on. */
    LocalQueue receive(String filter) {
        var queue = new LocalQueue(filter, capacity);
        queues.add(queue);
        return queue;
    }

    @Override
    public synchronized CompletionStage<Void> send(Letter letter) {
        var id = StoredStream.of(letter.subject()) + " " + letter.id();
        forgetOldIds();
        if (!stored.containsKey(id)) {
            var wanting = queues.stream().filter(queue -> queue.wants(letter)).toList();
            if (wanting.stream().anyMatch(LocalQueue::isFull)) return refuse(letter);
            saidFull = false;
            stored.put(id, System.nanoTime());
            wanting.forEach(queue -> queue.store(letter));
        }
        traffic.add(Count.PUBLISHED);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public int buffered() {
        return queues.stream().mapToInt(LocalQueue::held).sum();
    }

    /** Whatever its consumers do not finish in time is lost with this process. */
    @Override
    public int drain(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        queues.forEach(queue -> queue.awaitEmpty(end - System.nanoTime()));
        int lost = buffered();
        if (lost > 0) {
            traffic.add(Count.DROPPED, lost);
            LOG.warnf("dropped transport=local lost=%d reason=the process ends", lost);
        }
        return lost;
    }

    private CompletionStage<Void> refuse(Letter letter) {
        traffic.add(Count.DROPPED);
        var reason = "cannot take " + letter.subject() + ": " + capacity
                + " messages wait for their consumer already; raise hikeshi.nats.buffer or make the consumer faster";
        if (!saidFull) LOG.warnf("dropped event=%s reason=%s", letter.id(), reason);
        saidFull = true;
        return CompletableFuture.failedFuture(Refused.forNow(reason));
    }

    private void forgetOldIds() {
        long oldest = System.nanoTime() - DUPLICATE_WINDOW.toNanos();
        for (var times = stored.values().iterator(); times.hasNext(); ) {
            boolean isOld = times.next() - oldest < 0;
            if (!isOld && stored.size() < MOST_IDS) return;
            times.remove();
        }
    }
}
