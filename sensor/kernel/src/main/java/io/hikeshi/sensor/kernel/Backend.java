package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One kernel interface that tells of deaths. One thread uses it; only {@link #wake} and {@link #drops} may be
 * called by others meanwhile. */
interface Backend extends AutoCloseable {
    /** As events name it: {@code bpf}, {@code perf}, {@code proc} or {@code ptrace}. */
    String name();

    /** Whether it tells of the deaths of our own children, so that a canary can prove that it is not deaf. */
    default boolean seesOwnChildren() {
        return true;
    }

    /** Blocks until a death is known. Empty if none was within that time, or if {@link #wake} was called. */
    Optional<Death> poll(Duration atMost) throws IOException;

    /** How many records the kernel could not hand over since this backend was opened. */
    long drops();

    /** How many deaths may lack the stack that the kernel told, since too many were pending. Callable from any thread. */
    default long lostStacks() {
        return 0;
    }

    /** Makes the running or the next {@link #poll} return soon. */
    void wake();

    @Override
    void close();
}
