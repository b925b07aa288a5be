package io.hikeshi.sensor.event;

import java.time.Instant;

/**
 * The node that is said to have panicked lives: the panic was forged, or another's. The responder says so itself.
 *
 * @param panicId the event that told the panic
 * @param reason {@code suspected-spoof}
 * @param evidence one line: what was seen of the node since
 */
public record KernelPanicDisproved(Origin origin, Instant at, String panicId, String reason, String evidence)
        implements KernelEvent {
    static final int LONGEST_REASON = 64;
    static final int LONGEST_EVIDENCE = 500;

    public KernelPanicDisproved {
        Text.requireName("panicId", panicId);
        reason = Text.printable(reason, LONGEST_REASON);
        evidence = Text.printable(evidence, LONGEST_EVIDENCE);
    }

    @Override
    public String id() {
        return EventId.hash(kind().word(), origin.node(), panicId);
    }

    @Override
    public Kind kind() {
        return Kind.KERNEL_PANIC_DISPROVED;
    }

    @Override
    public String title() {
        return "the panic of " + origin.node() + " is not true (" + reason + "): " + evidence;
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(kind(), origin.node(), reason);
    }
}
