package io.hikeshi.sensor.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The cluster has not heard of a node for too long. It may be dead, or only cut off.
 *
 * @param origin the boot that was last heard of
 * @param at when that was noticed
 * @param ready status of the Node's condition {@code Ready}: {@code True}, {@code False}, {@code Unknown}
 * @param renewedAt the last renewal of its Lease, by its own clock; null if it has none
 * @param leaseSeconds for which a renewal holds
 * @param message the condition's
 */
public record NodeLost(
        Origin origin, Instant at, String ready, @Nullable Instant renewedAt, int leaseSeconds, String message)
        implements NodeLife {
    static final int LONGEST_READY = 32;
    static final int LONGEST_MESSAGE = 500;

    public NodeLost {
        Text.requireName("ready", ready);
        if (leaseSeconds < 0) throw new IllegalArgumentException("leaseSeconds < 0: " + leaseSeconds);
        message = Text.printable(message, LONGEST_MESSAGE);
    }

    @Override
    public String id() {
        return EventId.hash(kind().word(), origin.node(), origin.bootId(), String.valueOf(renewedAt));
    }

    @Override
    public Kind kind() {
        return Kind.NODE_LOST;
    }

    @Override
    public String title() {
        return "node " + origin.node() + " is lost: "
                + (renewedAt == null ? "it has no Lease" : "its Lease was last renewed at " + renewedAt);
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(kind(), origin.node());
    }
}
