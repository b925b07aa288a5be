package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A backend that has proved, and proves again when asked, that it sees deaths. Keeps the canary's to itself. */
final class Watch implements AutoCloseable {
    /** Only a bound: {@link Backend#wake} ends a wait at once. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Backend backend;
    private final Canary canary;
    private final Semaphore canaryDeaths = new Semaphore(0);
    private final Queue<Death> waiting = new ArrayDeque<>();
    /** Held while the backend is used, so that it is not closed under its reader. */
    private final ReentrantLock use = new ReentrantLock();

    private volatile @Nullable Death canaryDeath;
    private volatile boolean closed;
    private long lastDrops;
    private volatile long canarySeenNanos;

    private Watch(Backend backend, Canary canary) {
        this.backend = backend;
        this.canary = canary;
    }

    /**
     * Takes the backend over, and closes it if its canary is not seen.
     *
     * @throws IOException if that was so
     */
    static Watch arm(Backend backend, Canary canary, Duration patience) throws IOException {
        var watch = new Watch(backend, canary);
        try {
            watch.awaitCanary(patience);
            return watch;
        } catch (IOException | RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    private void awaitCanary(Duration patience) throws IOException {
        canarySeenNanos = System.nanoTime();
        if (!backend.seesOwnChildren()) return;
        canary.die();
        long end = System.nanoTime() + patience.toNanos();
        while (!canaryDeaths.tryAcquire()) {
            long left = end - System.nanoTime();
            if (left < 0) {
                throw new IOException("its canary, a child killed by SIGABRT, was not seen within "
                        + patience.toMillis() + " ms; another pid namespace or a filter may hide deaths");
            }
            backend.poll(Duration.ofNanos(left)).ifPresent(this::sort);
        }
    }

    /** Blocks until a death other than the canary's. Empty once closed. */
    Optional<Death> next() throws IOException {
        while (waiting.isEmpty()) {
            use.lock();
            try {
                if (closed) return Optional.empty();
                backend.poll(LONGEST_WAIT).ifPresent(this::sort);
            } finally {
                use.unlock();
            }
        }
        return Optional.of(waiting.remove());
    }

    private void sort(Death death) {
        if (!canary.recognise(death)) {
            if (!Canary.isForeign(death)) waiting.add(death);
            return;
        }
        canarySeenNanos = System.nanoTime();
        canaryDeath = death;
        canaryDeaths.release();
    }

    /** Sends a canary while another thread reads; false if its death was not seen in time. */
    synchronized boolean check(Duration patience) throws IOException, InterruptedException {
        if (!backend.seesOwnChildren()) return true;
        canaryDeaths.drainPermits();
        canary.die();
        return canaryDeaths.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How the last canary's death was seen; empty if the backend cannot see it. */
    Optional<Death> canary() {
        return Optional.ofNullable(canaryDeath);
    }

    /** Empty if the backend cannot see any. */
    Optional<Duration> canaryAge() {
        if (!backend.seesOwnChildren()) return Optional.empty();
        return Optional.of(Duration.ofNanos(System.nanoTime() - canarySeenNanos));
    }

    long lostStacks() {
        return backend.lostStacks();
    }

    long drops() {
        synchronized (backend) {
            return closed ? lastDrops : backend.drops();
        }
    }

    @Override
    public void close() {
        synchronized (backend) {
            if (closed) return;
            lastDrops = backend.drops();
            closed = true;
        }
        backend.wake();
        use.lock();
        try {
            backend.close();
        } finally {
            use.unlock();
        }
    }
}
