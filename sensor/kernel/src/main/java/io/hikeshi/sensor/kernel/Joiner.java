package io.hikeshi.sensor.kernel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Joins the delivery of a signal, where the stack is, with the end of the process, where the truth is. Pure: time comes with the
 * records. Forgets the oldest when it holds too many.
 */
final class Joiner {
    /** A core of many gigabytes is written between delivery and end. */
    private static final Duration LONGEST_DUMP = Duration.ofMinutes(10);

    private static final int MOST_PENDING = 512;
    /** Only threads that end at the same moment report one end twice. */
    private static final int MOST_REMEMBERED = 1024;

    private static final int MOST_THREADS = 8;

    /** Its pid and when it started: a pid alone may be used again. */
    private record Key(int pid, long startTicks) {
        static Key of(Task task) {
            return new Key(task.pid(), task.startTicks());
        }
    }

    private final Map<Key, Map<Integer, Delivered>> pending = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Map<Integer, Delivered>> eldest) {
            if (size() <= MOST_PENDING) return false;
            lostStacks.incrementAndGet();
            return true;
        }
    };

    private final AtomicLong lostStacks = new AtomicLong();
    private final Map<Key, Boolean> reported = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    void delivered(Delivered delivered) {
        forgetBefore(delivered.monotonicNanos() - LONGEST_DUMP.toNanos());
        var threads = pending.computeIfAbsent(Key.of(delivered.task()), key -> new LinkedHashMap<>());
        // The first decided: what comes when there are enough cannot matter.
        if (threads.size() < MOST_THREADS
                || threads.containsKey(delivered.task().tid())) {
            threads.put(delivered.task().tid(), delivered);
        }
    }

    /** A better stack for a delivery that is still pending. */
    void placed(Task task, List<RawFrame> stack) {
        var deliveries = pending.get(Key.of(task));
        if (deliveries != null) deliveries.computeIfPresent(task.tid(), (tid, delivered) -> delivered.withStack(stack));
    }

    /** Empty if this end was reported before. */
    Optional<Death> ended(Ended ended) {
        var key = Key.of(ended.task());
        if (reported.put(key, true) != null) return Optional.empty();
        var deliveries = pending.remove(key);
        int signal = ended.status() & Death.SIGNAL_BITS;
        if (deliveries == null) return Optional.of(withoutDelivery(ended));
        return Optional.of(deliveries.values().stream()
                .filter(delivered -> delivered.fault().signal() == signal)
                .findFirst()
                .map(delivered -> death(delivered, ended))
                .orElseGet(() -> withoutDelivery(ended)));
    }

    /**
     * Of several threads the first decided; of several deliveries to one thread the last did, because the others left it alive. A
     * map in order of first insertion keeps exactly these.
     */
    private static Death death(Delivered delivered, Ended ended) {
        var task = delivered.task();
        if (task.arguments().isEmpty()) task = task.withArguments(ended.task().arguments());
        return new Death(
                task,
                ended.status(),
                ended.outOfMemory(),
                delivered.fault(),
                delivered.stack(),
                ended.monotonicNanos());
    }

    /** The thread that happens to end last says nothing: report the process as one. */
    private static Death withoutDelivery(Ended ended) {
        return new Death(
                ended.task().asLeader(), ended.status(), ended.outOfMemory(), null, List.of(), ended.monotonicNanos());
    }

    private void forgetBefore(long nanos) {
        pending.values().removeIf(threads -> threads.values().stream().allMatch(one -> one.monotonicNanos() < nanos));
    }

    int pending() {
        return pending.size();
    }

    /** How many processes' deliveries were forgotten for want of room: their deaths have no stack. Callable from any thread. */
    long lostStacks() {
        return lostStacks.get();
    }
}
