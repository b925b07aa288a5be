package io.hikeshi.responder.app.confirm;

import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.app.confirm.Answer.Pending;
import io.hikeshi.responder.app.confirm.Answer.Reason;
import io.hikeshi.responder.app.confirm.Answer.Vetoed;
import io.hikeshi.responder.app.confirm.LeaseWatch.Watched;
import io.hikeshi.sensor.event.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What speaks for the life of a node, as the API server saw it: its boot, and its Lease. Pure. */
final class LifeSigns {
    /** What a datagram or a file on the node said, and a living node can disprove. */
    private static final Set<String> PANICS =
            Set.of(Kind.KERNEL_PANICKED.word(), Kind.KERNEL_PANIC_REPORTED.word(), Kind.KERNEL_PANIC_RECOVERED.word());

    /** A renewal that was on its way when the kernel panicked is stored after it. The next one is no remnant. */
    private static final int RENEWALS_OF_THE_LIVING = 2;

    private LifeSigns() {}

    /**
     * Empty if there is no sign of life: its boot is the one that is said to have died, and its Lease has been left alone
     * for two renewals.
     *
     * @param watched the Lease since the first look for this cause; null if the node has none
     */
    static Optional<Answer> of(Cause cause, NodeState node, @Nullable Watched watched, Instant now) {
        if (cause.bootId() == null) {
            return Optional.of(new Vetoed(Reason.UNKNOWN_BOOT, "nobody knows which boot of " + node.name() + " died"));
        }
        if (node.bootId().isEmpty()) return pending("Node " + node.name() + " says nothing of its boot");
        if (!node.bootId().equals(cause.bootId())) {
            return Optional.of(new Vetoed(Reason.REBOOTED, node.name() + " is in boot " + node.bootId() + " by now"));
        }
        var lease = node.lease();
        if (lease == null || watched == null) return pending("Node " + node.name() + " has no Lease");
        return ofLease(cause, node.name(), watched, lease.twoRenewals(), now);
    }

    private static Optional<Answer> ofLease(
            Cause cause, String node, Watched watched, Duration twoRenewals, Instant now) {
        var first = watched.firstRenewal();
        boolean lives = watched.renewals() >= RENEWALS_OF_THE_LIVING && isPast(first, twoRenewals, now);
        if (lives) {
            var reason = PANICS.contains(cause.kind()) ? Reason.SUSPECTED_SPOOF : Reason.ALIVE;
            return Optional.of(new Vetoed(
                    reason,
                    "%s renewed its Lease %d times since, last at %s, and is still in boot %s"
                            .formatted(node, watched.renewals(), watched.renewedAt(), cause.bootId())));
        }
        var still = watched.unchangedFor(now);
        if (still.compareTo(twoRenewals) >= 0) return Optional.empty();
        return pending("the Lease of %s is unchanged for %d s only, of %d s"
                .formatted(node, still.toSeconds(), twoRenewals.toSeconds()));
    }

    /** A kernel that reboots fast may have its Lease renewed before the API server hears of its new boot. */
    private static boolean isPast(@Nullable Instant first, Duration grace, Instant now) {
        return first != null && !now.isBefore(first.plus(grace));
    }

    private static Optional<Answer> pending(String seen) {
        return Optional.of(new Pending(seen));
    }
}
