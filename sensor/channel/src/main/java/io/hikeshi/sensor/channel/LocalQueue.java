package io.hikeshi.sensor.channel;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The letters of one durable consumer in memory: in order, but for those that were put off. */
final class LocalQueue implements Source {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * A stored letter.
     *
     * @param due when it may be delivered, as {@link System#nanoTime} tells
     */
    private record Entry(Letter letter, long sequence, long count, long due) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> ready = new PriorityQueue<>(Comparator.comparingLong(Entry::sequence));
    private final PriorityQueue<Entry> later = new PriorityQueue<>((a, b) -> Long.signum(a.due - b.due));
    private final SubjectFilter filter;
    private final int capacity;
    private long stored;
    private int held;
    private boolean closed;

    /** @param capacity how many letters may wait or be worked on */
    LocalQueue(String filter, int capacity) {
        this.filter = new SubjectFilter(filter);
        this.capacity = capacity;
    }

    boolean wants(Letter letter) {
        return filter.matches(letter.subject());
    }

    boolean isFull() {
        return held() >= capacity;
    }

    /** Stored, and not done yet. */
    int held() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is done, at most so long. */
    void awaitEmpty(long mostNanos) {
        lock.lock();
        try {
            long left = mostNanos;
            while (held > 0 && left > 0) left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    void store(Letter letter) {
        lock.lock();
        try {
            held++;
            ready.add(new Entry(letter, ++stored, 0, 0));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Delivery next(int wanted) throws InterruptedException {
        lock.lock();
        try {
            long end = System.nanoTime() + PATIENCE_NANOS;
            for (long left = PATIENCE_NANOS; left > 0 && !closed; left = end - System.nanoTime()) {
                long nextDue = wake(left);
                var entry = ready.poll();
                if (entry != null) return new LocalDelivery(entry);
                changed.awaitNanos(nextDue);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in what has become due; tells how long until the next one is, at most so long. */
    private long wake(long most) {
        for (var first = later.peek(); first != null; first = later.peek()) {
            long left = first.due - System.nanoTime();
            if (left > 0) return Math.min(left, most);
            ready.add(later.remove());
        }
        return most;
    }

    private void putBack(Entry entry, Duration delay) {
        lock.lock();
        try {
            later.add(new Entry(entry.letter, entry.sequence, entry.count + 1, System.nanoTime() + delay.toNanos()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void done() {
        lock.lock();
        try {
            held--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class LocalDelivery implements Delivery {
        private final Entry entry;

        LocalDelivery(Entry entry) {
            this.entry = entry;
        }

        @Override
        public Letter letter() {
            return entry.letter;
        }

        @Override
        public long count() {
            return entry.count + 1;
        }

        @Override
        public String key() {
            return Long.toString(entry.sequence);
        }

        @Override
        public void ack() {
            done();
        }

        @Override
        public void nak(Duration delay) {
            putBack(entry, delay);
        }

        @Override
        public void term() {
            done();
        }

        @Override
        public void inProgress() {
            // Memory has no deadline for an acknowledgement: who would forget dies with it.
        }
    }
}
