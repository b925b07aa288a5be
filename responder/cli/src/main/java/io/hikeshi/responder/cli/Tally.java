package io.hikeshi.responder.cli;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.sensor.event.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what went by, and knows when nothing is under way any more. */
final class Tally {
    /** Judging a death and showing its actions takes a few milliseconds. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition counted = lock.newCondition();
    private int deaths;
    private int requests;
    private int outcomes;

    void count(CloudEvent event) {
        lock.lock();
        try {
            var type = event.getType();
            if (type.startsWith(Kind.TYPE_PREFIX + "process.")) deaths++;
            else if (type.equals(ActionCodec.REQUESTED)) requests++;
            else if (type.startsWith(Kind.TYPE_PREFIX + "action.")) outcomes++;
            counted.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once nothing was counted for a moment and no request is open; or when the time is up. */
    void awaitQuiet(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            while (System.nanoTime() < deadline) {
                boolean more = counted.await(QUIET.toNanos(), TimeUnit.NANOSECONDS);
                if (!more && outcomes >= requests) return;
            }
        } finally {
            lock.unlock();
        }
    }

    String summary(long drops) {
        lock.lock();
        try {
            return "stopped: %s, %s, %s"
                    .formatted(many(deaths, "death"), many(outcomes, "action"), many(drops, "drop"));
        } finally {
            lock.unlock();
        }
    }

    private static String many(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
