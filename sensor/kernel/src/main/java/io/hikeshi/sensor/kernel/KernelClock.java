package io.hikeshi.sensor.kernel;

import java.time.Instant;

/** Kernel times on the wall clock of now: what an administrator set since is counted in. */
final class KernelClock {
    private KernelClock() {}

    /** @param nanos on {@code CLOCK_MONOTONIC} */
    static Instant ofMonotonic(long nanos) throws SystemCallException {
        return at(Libc.CLOCK_MONOTONIC, nanos);
    }

    /** @param ticks of 1/100 s on {@code CLOCK_BOOTTIME} */
    static Instant ofTicks(long ticks) throws SystemCallException {
        return at(Libc.CLOCK_BOOTTIME, ticks * Task.NANOS_PER_TICK);
    }

    private static Instant at(int clock, long nanos) throws SystemCallException {
        return Instant.now().minusNanos(Libc.clockNanos(clock) - nanos);
    }
}
