package io.hikeshi.sensor.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kernel said that it gives up. Told within milliseconds of that line; the whole text follows as
 * {@link KernelPanicReported}.
 *
 * @param origin the boot that died, as far as the API server knew it
 * @param at when the line was received
 * @param reason what followed {@code Kernel panic - not syncing:}
 * @param usec microseconds from boot to the panic; null where the kernel prints no time
 * @param release of the kernel; empty if it was not sent
 */
public record KernelPanicked(
        Origin origin, Instant at, String reason, @Nullable Long usec, String release, Sender sender)
        implements KernelEvent {
    static final int LONGEST_RELEASE = 128;

    public KernelPanicked {
        if (usec != null && usec < 0) throw new IllegalArgumentException("usec < 0: " + usec);
        reason = PanicReason.bounded(reason);
        release = Text.printable(release, LONGEST_RELEASE);
    }

    @Override
    public String id() {
        return PanicReason.id(kind(), origin, usec, reason);
    }

    @Override
    public Kind kind() {
        return Kind.KERNEL_PANICKED;
    }

    @Override
    public String title() {
        return PanicReason.title(reason);
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(kind(), PanicReason.normalised(reason));
    }
}
