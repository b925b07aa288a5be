package io.hikeshi.sensor.event;

import java.time.Instant;

/**
 * A node is in another life than it was.
 *
 * @param origin the new boot
 * @param at when it was noticed
 */
public record NodeRebooted(Origin origin, Instant at, String previousBootId) implements NodeLife {
    public NodeRebooted {
        Text.requireName("previousBootId", previousBootId);
    }

    @Override
    public String id() {
        return EventId.hash(kind().word(), origin.node(), origin.bootId());
    }

    @Override
    public Kind kind() {
        return Kind.NODE_REBOOTED;
    }

    @Override
    public String title() {
        return "node " + origin.node() + " rebooted";
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(kind(), origin.node());
    }
}
