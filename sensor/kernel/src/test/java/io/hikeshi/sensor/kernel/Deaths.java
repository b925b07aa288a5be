package io.hikeshi.sensor.kernel;

import java.time.Duration;
import java.util.List;

/** Deaths, and parts of them, for tests that care about a few of their facts. */
final class Deaths {
    static final int SIGSEGV = 11;

    private Deaths() {}

    static Task task(int pid, int tid, long startTicks, List<String> arguments) {
        return new Task(
                pid, tid, "leader", "thread-" + tid, 1000, 1, startTicks, CgroupKey.UNKNOWN, null, null, arguments);
    }

    static Task task(int pid, int tid) {
        return task(pid, tid, 100, List.of("program"));
    }

    static Delivered delivered(int pid, int tid, int signal, Duration at) {
        return new Delivered(task(pid, tid), new Fault(signal, 1, 0x10L), List.of(frame(at)), at.toNanos());
    }

    static Ended ended(int pid, int status, Duration at) {
        return new Ended(task(pid, pid + 77), status, false, at.toNanos());
    }

    static Death death(int pid, int status, boolean outOfMemory) {
        return new Death(task(pid, pid, 100, List.of()), status, outOfMemory, null, List.of(), 0);
    }

    /** Tells deliveries apart by their time. */
    static RawFrame frame(Duration at) {
        return new RawFrame(at.toNanos(), null, 0);
    }
}
