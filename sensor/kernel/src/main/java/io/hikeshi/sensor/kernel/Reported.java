package io.hikeshi.sensor.kernel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which deaths were told already, for backends that hear of one more than once: several threads may die of it. Pure: time
 * comes with the records.
 */
final class Reported {
    private static final int MOST = 1024;
    /** No kernel gets through all its pids in so short a time. */
    private static final Duration SAME_PID = Duration.ofSeconds(1);

    private record Last(long startTicks, long nanos) {}

    private final Map<Integer, Last> byPid = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Last> eldest) {
            return size() > MOST;
        }
    };

    /** False if this death was told before. */
    boolean isNew(Task task, long monotonicNanos) {
        var last = byPid.get(task.pid());
        if (last != null && last.startTicks == task.startTicks()) return false;
        if (last != null && monotonicNanos - last.nanos < SAME_PID.toNanos()) return false;
        byPid.remove(task.pid());
        byPid.put(task.pid(), new Last(task.startTicks(), monotonicNanos));
        return true;
    }
}
