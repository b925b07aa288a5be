package io.hikeshi.responder.app.confirm;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers since when a Lease has not changed, from the first look for one cause on: what was before it says nothing. */
final class LeaseWatch {
    /** What was not looked at for longest is forgotten first; then its time starts anew. */
    private static final int MOST = 10_000;

    private final Map<String, Watched> watched = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Watched> eldest) {
            return size() > MOST;
        }
    };

    /**
     * One Lease.
     *
     * @param since when this renewal was seen first, or the API server was away last
     * @param renewals how many were seen after the first look; more may have been missed
     * @param firstRenewal when the first of them was seen; null if there was none
     */
    record Watched(
            String renewedAt,
            Instant since,
            int renewals,
            @Nullable Instant firstRenewal) {
        Duration unchangedFor(Instant now) {
            return Duration.between(since, now);
        }

        private Watched from(Instant now) {
            return new Watched(renewedAt, now, renewals, firstRenewal);
        }

        private Watched renewed(String renewedAt, Instant now) {
            return new Watched(renewedAt, now, renewals + 1, firstRenewal == null ? now : firstRenewal);
        }
    }

    /** @param now of a clock that nobody sets */
    synchronized Watched look(String cause, String renewedAt, Instant now) {
        var known = watched.get(cause);
        var next = known == null ? new Watched(renewedAt, now, 0, null) : known;
        if (!next.renewedAt().equals(renewedAt)) next = next.renewed(renewedAt, now);
        watched.put(cause, next);
        return next;
    }

    /** Nobody can renew while the API server is away: the silence starts anew. */
    synchronized void lostSight(String cause, Instant now) {
        watched.computeIfPresent(cause, (same, known) -> known.from(now));
    }
}
