package io.hikeshi.sensor.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What {@code siginfo_t} said about a fatal signal.
 *
 * @param signal {@code si_signo}
 * @param code {@code si_code}
 * @param address {@code si_addr}, which means something only where {@link #faultAddress} says so; null if the backend cannot see it
 */
record Fault(int signal, int code, @Nullable Long address) {
    /** Null unless the kernel raised the signal because of an instruction that touched this address. */
    @Nullable
    Long faultAddress() {
        return Signals.hasFaultAddress(signal, code) ? address : null;
    }
}
