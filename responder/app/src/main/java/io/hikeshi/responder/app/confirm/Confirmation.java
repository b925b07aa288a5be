package io.hikeshi.responder.app.confirm;

import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.app.confirm.Answer.Confirmed;
import io.hikeshi.responder.app.confirm.Answer.Pending;
import io.hikeshi.responder.app.confirm.Answer.Reason;
import io.hikeshi.responder.app.confirm.Answer.Vetoed;
import io.hikeshi.responder.app.confirm.LeaseWatch.Watched;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at a node, once for each call, and says what that and the looks before prove. */
public final class Confirmation {
    private static final int LONGEST_REASON = 200;

    private final Optional<ClusterNodes> nodes;
    private final Knocks knocks;
    private final PowerState power;
    private final Clock clock;
    private final LeaseWatch leases = new LeaseWatch();

    /**
     * @param nodes empty if there is no API server to ask
     * @param clock one that nobody sets, such as {@link SteadyClock}
     */
    public Confirmation(Optional<ClusterNodes> nodes, Knocks knocks, PowerState power, Clock clock) {
        this.nodes = nodes;
        this.knocks = knocks;
        this.power = power;
        this.clock = clock;
    }

    /** Blocks for what the API server and a power state take to answer, never for a kubelet. */
    public Answer confirm(Confirm wanted, Cause cause) {
        if (wanted == Confirm.NONE) return new Confirmed("nothing to confirm");
        return look(cause, node -> wanted == Confirm.FENCED ? fenced(node) : dead(node));
    }

    /** What speaks against a step that need not be confirmed, but had to wait: the node may have come back meanwhile. */
    public Optional<Vetoed> objection(Cause cause) {
        if (cause.bootId() == null || nodes.isEmpty()) return Optional.empty();
        var answer = look(cause, node -> new Pending("no sign of life"));
        return answer instanceof Vetoed vetoed && vetoed.reason() != Reason.NO_NODE
                ? Optional.of(vetoed)
                : Optional.empty();
    }

    /** @param lifeless what to say of a node that gives no sign of life to the API server */
    private Answer look(Cause cause, Function<NodeState, Answer> lifeless) {
        if (nodes.isEmpty()) return new Vetoed(Reason.NO_CLUSTER, "there is no API server to ask");
        try {
            var found = nodes.get().find(cause.node());
            if (found.isEmpty()) {
                return new Vetoed(
                        Reason.NO_NODE,
                        "there is no Node " + cause.node() + ": it is deleted, or the event came from elsewhere");
            }
            var node = found.get();
            return LifeSigns.of(cause, node, watched(cause, node), clock.instant())
                    .orElseGet(() -> lifeless.apply(node));
        } catch (NodesUnavailable e) {
            leases.lostSight(watchOf(cause), clock.instant());
            return new Pending(Text.printable(String.valueOf(e.getMessage()), LONGEST_REASON));
        }
    }

    private @Nullable Watched watched(Cause cause, NodeState node) {
        var lease = node.lease();
        return lease == null ? null : leases.look(watchOf(cause), lease.renewedAt(), clock.instant());
    }

    private static String watchOf(Cause cause) {
        return cause.eventId() + " " + cause.node();
    }

    private Answer dead(NodeState node) {
        var where = "kubelet of " + node.name() + " at " + describe(node.kubelets());
        var heard = knocks.at(node.kubelets());
        if (heard.isEmpty()) return new Pending("the Lease is old, and no answer yet of the " + where);
        return switch (heard.get()) {
            case SILENCE -> new Confirmed(leaseOf(node) + "; no answer of the " + where);
            case LIFE -> new Pending("the Lease is old, but something answers as the " + where);
            case NOTHING_LEARNT -> new Pending("the Lease is old, but one cannot reach the " + where + " from here");
        };
    }

    private Answer fenced(NodeState node) {
        if (node.bootId().equals(node.fencedBoot())) {
            var by = node.fencedBy() == null ? "somebody" : Text.printable(node.fencedBy(), LONGEST_REASON);
            return new Confirmed(leaseOf(node) + "; fenced by " + by);
        }
        try {
            if (power.isOff(node.name())) return new Confirmed(leaseOf(node) + "; its power is off");
            return new Pending(
                    "nobody has fenced " + node.name() + ": switch it off and run hikeshi fence " + node.name());
        } catch (IOException e) {
            return new Pending("not fenced, and " + Text.printable(String.valueOf(e.getMessage()), LONGEST_REASON));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Pending("stopping");
        }
    }

    private static String leaseOf(NodeState node) {
        var lease = Objects.requireNonNull(node.lease());
        return "Lease of %s (boot %s, Ready %s) not renewed since %s, for %d s at least"
                .formatted(
                        node.name(),
                        node.bootId(),
                        node.ready(),
                        lease.renewedAt(),
                        lease.twoRenewals().toSeconds());
    }

    private static String describe(List<InetSocketAddress> kubelets) {
        return kubelets.isEmpty() ? "no address" : kubelets.toString();
    }
}
