package io.hikeshi.sensor.agent.cluster;

import io.hikeshi.sensor.event.NodeLost;
import io.hikeshi.sensor.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node's heartbeat as we see it, by our clock alone: a node's own may be wrong, and a dead one's stands still. */
final class NodeLife {
    private final Clocked lease = new Clocked();
    private @Nullable String lostFor;

    /** What was seen, and since when it has not changed. */
    private static final class Clocked {
        private @Nullable NodeLease last;
        private long sinceNanos;
        private int looks;

        void see(@Nullable NodeLease now, long nanos) {
            boolean renewed = looks == 0 || !isSame(last, now);
            last = now;
            if (renewed) sinceNanos = nanos;
            looks = renewed ? 1 : looks + 1;
        }

        void restart() {
            looks = 0;
        }

        private static boolean isSame(@Nullable NodeLease one, @Nullable NodeLease other) {
            return String.valueOf(one).equals(String.valueOf(other));
        }
    }

    /** @param lostFor the renewal after which it was reported lost already; null if it was not */
    NodeLife(@Nullable String lostFor) {
        this.lostFor = lostFor;
    }

    /** Somebody else was away, the API server perhaps: silence so far says nothing. */
    void restart() {
        lease.restart();
    }

    /**
     * Looks again.
     *
     * @param seen null if it has no Lease
     * @return its loss, once per renewal
     */
    Optional<NodeLost> look(KnownNode node, @Nullable NodeLease seen, Origin origin, long nanos, Instant now) {
        lease.see(seen, nanos);
        if (!isLost(node, seen, nanos)) return Optional.empty();
        var renewedAt = seen == null ? null : seen.renewedAt();
        if (String.valueOf(renewedAt).equals(lostFor)) return Optional.empty();
        lostFor = String.valueOf(renewedAt);
        int seconds = seen == null ? 0 : seen.seconds();
        return Optional.of(new NodeLost(origin, now, node.ready(), renewedAt, seconds, node.message()));
    }

    /** Half of a Lease's time is two renewals. The control plane's doubt counts after them: a node that is back renews first. */
    private boolean isLost(KnownNode node, @Nullable NodeLease seen, long nanos) {
        if (seen == null || seen.seconds() <= 0) return node.isSilent() && lease.looks > 1;
        var unchanged = Duration.ofNanos(nanos - lease.sinceNanos);
        var whole = Duration.ofSeconds(seen.seconds());
        return unchanged.compareTo(node.isSilent() ? whole.dividedBy(2) : whole) >= 0;
    }
}
