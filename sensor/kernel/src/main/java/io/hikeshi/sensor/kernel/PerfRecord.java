package io.hikeshi.sensor.kernel;

import java.util.List;

/** What the tracepoints tell that we listen to. */
sealed interface PerfRecord {
    /** On {@code CLOCK_MONOTONIC}. */
    long nanos();

    /**
     * A signal was sent and not ignored.
     *
     * @param tid of the thread that it was sent to, the leader's if it was sent to the process
     * @param comm that thread's name
     */
    record Sent(long nanos, int tid, String comm, int signal, int code) implements PerfRecord {}

    /** The out-of-memory killer chose a process. */
    record Victim(long nanos, int pid) implements PerfRecord {}

    /**
     * A thread takes a signal.
     *
     * @param byDefault whether the process has no handler for it
     * @param cgroupId of the thread, in the tree of the perf_event controller
     * @param stack instruction pointers, innermost first
     */
    record Taken(long nanos, int pid, int tid, int signal, int code, boolean byDefault, long cgroupId, List<Long> stack)
            implements PerfRecord {
        public Taken {
            stack = List.copyOf(stack);
        }
    }
}
