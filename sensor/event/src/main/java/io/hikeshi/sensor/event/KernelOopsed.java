package io.hikeshi.sensor.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kernel reported trouble that it may survive: an oops, a BUG, a lockup, a hung task, a hardware or I/O error, no memory.
 *
 * @param at when it was read
 * @param via {@code netconsole} or {@code kmsg}
 * @param usec microseconds from boot to its first line; null where the kernel prints no time
 * @param text its lines, treated like a {@link Transcript}'s
 */
public record KernelOopsed(
        Origin origin, Instant at, String via, @Nullable Long usec, Diagnosis diagnosis, String text)
        implements KernelEvent {
    public KernelOopsed {
        Text.requireName("via", via);
        if (usec != null && usec < 0) throw new IllegalArgumentException("usec < 0: " + usec);
        var shown = Transcript.shown(text);
        text = shown.length() <= Transcript.LONGEST ? shown : shown.substring(0, Transcript.LONGEST - 1) + '…';
    }

    @Override
    public String id() {
        var when = usec == null ? at.toString() : Long.toString(usec);
        return EventId.hash(kind().word(), origin.node(), when, diagnosis.title());
    }

    @Override
    public Kind kind() {
        return Kind.KERNEL_OOPSED;
    }

    @Override
    public String title() {
        return diagnosis.title().isEmpty() ? "the kernel reported trouble" : diagnosis.title();
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(this, diagnosis);
    }
}
