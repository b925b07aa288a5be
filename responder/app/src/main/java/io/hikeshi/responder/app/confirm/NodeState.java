package io.hikeshi.responder.app.confirm;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API server knows of a node.
 *
 * @param bootId {@code status.nodeInfo.bootID}; empty before the kubelet has said it
 * @param ready status of its condition {@code Ready}
 * @param kubelets where its kubelet listens, one for each InternalIP
 * @param fencedBoot the boot that somebody declared switched off; null if nobody did
 * @param fencedBy who did
 * @param lease null if it has none
 */
public record NodeState(
        String name,
        String bootId,
        String ready,
        List<InetSocketAddress> kubelets,
        @Nullable String fencedBoot,
        @Nullable String fencedBy,
        @Nullable Lease lease) {
    public NodeState {
        kubelets = List.copyOf(kubelets);
    }

    /**
     * Its Lease in {@code kube-node-lease}.
     *
     * @param renewedAt by the node's own clock, so that it is good for comparing with itself only
     * @param length for which a renewal holds; kubelets renew after a quarter of it
     */
    public record Lease(String renewedAt, Duration length) {
        /** A hiccup of the API server must not look like a death, however short somebody made the Leases. */
        private static final Duration SHORTEST = Duration.ofSeconds(10);

        /** Two renewals, in which a node that lives would have shown itself. */
        Duration twoRenewals() {
            var two = length.dividedBy(2);
            return two.compareTo(SHORTEST) < 0 ? SHORTEST : two;
        }
    }
}
