package io.hikeshi.sensor.agent.cluster;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the API server said about a Node, and no more of it than is needed.
 *
 * @param bootId of the boot that its kubelet last reported; null if it reported none yet
 * @param addresses InternalIP and ExternalIP, as {@link NodeAddress} writes them
 * @param nonce what the Node registered for its netconsole lines; null if nothing
 * @param ready status of its condition {@code Ready}: {@code True}, {@code False}, {@code Unknown}
 * @param message of that condition
 */
public record KnownNode(
        String name,
        @Nullable String bootId,
        Set<String> addresses,
        @Nullable String nonce,
        String ready,
        String message) {
    static final String UNKNOWN = "Unknown";

    public KnownNode {
        addresses = Set.copyOf(addresses);
    }

    /** The control plane waits for its kubelet in vain: of itself, a node says True or False. */
    boolean isSilent() {
        return ready.equals(UNKNOWN);
    }
}
