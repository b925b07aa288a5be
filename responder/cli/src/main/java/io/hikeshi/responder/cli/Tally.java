package io.hikeshi.responder.cli;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.sensor.event.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what went by, and knows when nothing is under way any more. */
final class Tally {
    /** A death's requests follow its verdicts within a few milliseconds. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition counted = lock.newCondition();
    /** Ids of events that no rule has judged yet. */
    private final Set<String> unjudged = new HashSet<>();
    /** Ids of requests without an outcome. */
    private final Set<String> open = new HashSet<>();

    private boolean judged = true;
    private int deaths;
    private int ofNodes;
    private int outcomes;

    /** Without a rule there are no verdicts to wait for. */
    void rules(int count) {
        lock.lock();
        judged = count > 0;
        lock.unlock();
    }

    void count(CloudEvent event) {
        lock.lock();
        try {
            var type = event.getType();
            if (Kind.isType(type)) happened(event);
            else if (type.equals(ActionCodec.REQUESTED)) open.add(event.getId());
            else if (type.startsWith(Kind.TYPE_PREFIX + "action.")) ended(event);
            else VerdictLine.judgedEvent(event).ifPresent(unjudged::remove);
            counted.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void happened(CloudEvent event) {
        if (event.getType().startsWith(Kind.TYPE_PREFIX + "process.")) deaths++;
        else ofNodes++;
        if (judged) unjudged.add(event.getId());
    }

    /** What is skipped for having no target never was a request. */
    private void ended(CloudEvent event) {
        outcomes++;
        open.remove(ActionCodec.decodeOutcome(event).actionId());
    }

    /** Whether every event has its verdicts and every request its outcome. */
    boolean isSettled() {
        lock.lock();
        try {
            return unjudged.isEmpty() && open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once all is settled and nothing was counted for a moment; or when the time is up. */
    void awaitQuiet(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            while (System.nanoTime() < deadline) {
                boolean more = counted.await(QUIET.toNanos(), TimeUnit.NANOSECONDS);
                if (!more && isSettled()) return;
            }
        } finally {
            lock.unlock();
        }
    }

    String summary(long drops) {
        lock.lock();
        try {
            String nodes = ofNodes == 0 ? "" : many(ofNodes, "event") + " of nodes, ";
            return "stopped: %s, %s%s, %s"
                    .formatted(many(deaths, "death"), nodes, many(outcomes, "action"), many(drops, "drop"));
        } finally {
            lock.unlock();
        }
    }

    private static String many(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
