package io.hikeshi.sensor.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that netconsole brought of a panic that {@link KernelPanicked} told before.
 *
 * @param origin the boot that died, as far as the API server knew it
 * @param at when its text was whole
 * @param reason what followed {@code Kernel panic - not syncing:}
 * @param usec microseconds from boot to the panic; null where the kernel prints no time
 */
public record KernelPanicReported(
        Origin origin,
        Instant at,
        String reason,
        @Nullable Long usec,
        Sender sender,
        Diagnosis diagnosis,
        Transcript transcript)
        implements KernelEvent {
    public KernelPanicReported {
        if (usec != null && usec < 0) throw new IllegalArgumentException("usec < 0: " + usec);
        reason = PanicReason.bounded(reason);
    }

    @Override
    public String id() {
        return PanicReason.id(kind(), origin, usec, reason);
    }

    @Override
    public Kind kind() {
        return Kind.KERNEL_PANIC_REPORTED;
    }

    @Override
    public String title() {
        return diagnosis.title().isEmpty() ? PanicReason.title(reason) : diagnosis.title();
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(this, diagnosis);
    }
}
