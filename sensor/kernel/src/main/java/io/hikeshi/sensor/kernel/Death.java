package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.event.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A death as a backend saw it: what the kernel said, nothing looked up since.
 *
 * @param task who died
 * @param status how, as {@code wait(2)} encodes it: signal in bits 0..6, core dumped 0x80, exit status in bits 8..15
 * @param outOfMemory whether the kernel's out-of-memory killer had chosen this process
 * @param fault what the fatal signal said about its cause; null if its delivery was not seen
 * @param stack user frames, innermost first; empty if not known
 * @param monotonicNanos when, on {@code CLOCK_MONOTONIC}
 */
record Death(
        Task task,
        int status,
        boolean outOfMemory,
        @Nullable Fault fault,
        List<RawFrame> stack,
        long monotonicNanos) {
    /** {@code WTERMSIG} in {@code bits/waitstatus.h}. */
    static final int SIGNAL_BITS = 0x7f;
    /** {@code WCOREFLAG} in {@code bits/waitstatus.h}. */
    private static final int CORE_FLAG = 0x80;

    Death {
        stack = List.copyOf(stack);
    }

    /** The signal that ended the process; 0 if it exited by itself. */
    int signal() {
        return status & SIGNAL_BITS;
    }

    boolean coreDumped() {
        return (status & CORE_FLAG) != 0;
    }

    int exitStatus() {
        return status >> 8 & 0xff;
    }

    /** The exit decides. A victim of the OOM killer may have crashed or exited before its SIGKILL arrived. */
    Kind kind() {
        if (signal() == 0) return Kind.PROCESS_EXITED;
        if (Signals.isCore(signal())) return Kind.PROCESS_CRASHED;
        return outOfMemory && signal() == Signals.SIGKILL ? Kind.PROCESS_OOMKILLED : Kind.PROCESS_KILLED;
    }
}
