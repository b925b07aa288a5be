package io.hikeshi.sensor.event;

import java.time.Instant;

/**
 * A panic's text that the node kept over its reboot, in pstore.
 *
 * @param origin the boot that found it, which is not the one that died
 * @param at when it was written, or found where the backend does not say
 * @param backend {@code ramoops}, {@code efi_pstore} and so on
 * @param dump equal for equal dumps, wherever they were moved to since
 * @param reason what followed {@code Kernel panic - not syncing:}; empty if that line was not kept
 */
public record KernelPanicRecovered(
        Origin origin,
        Instant at,
        String backend,
        String dump,
        String reason,
        Diagnosis diagnosis,
        Transcript transcript)
        implements KernelEvent {
    public KernelPanicRecovered {
        Text.requireName("backend", backend);
        Text.requireName("dump", dump);
        reason = PanicReason.bounded(reason);
    }

    @Override
    public String id() {
        return EventId.hash(kind().word(), origin.node(), dump);
    }

    @Override
    public Kind kind() {
        return Kind.KERNEL_PANIC_RECOVERED;
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
