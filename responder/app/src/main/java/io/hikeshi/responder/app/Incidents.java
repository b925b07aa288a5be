package io.hikeshi.responder.app;

import io.hikeshi.sensor.event.EventId;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Pod;
import io.hikeshi.sensor.event.ProcessDeath;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the incident that an event belongs to, or opens one. Events of one fingerprint in one workload (else pod, else
 * cgroup, else node) are one incident until none has come for the quiet time. Of a node's death, all that tells of it is
 * one incident, whenever it comes: see {@link NodeDeaths}.
 *
 * <p>Times are the events' own, so that an event which is delivered again finds the incident that it found before.
 */
final class Incidents {
    private static final int MOST_TRIES = 20;

    /** A crash loop need not write the ledger at every crash; the quiet time is this much shorter at worst. */
    private static final int TOUCHES = 30;

    private final Ledger ledger;
    private final Duration quiet;

    Incidents(Ledger ledger, Duration quiet) {
        this.ledger = ledger;
        this.quiet = quiet;
    }

    /** One incident's time, from its first event to its last. */
    record Span(String id, Instant openedAt, Instant lastAt) {
        Span until(Instant at) {
            return new Span(id, openedAt, at);
        }
    }

    /** What is remembered of one cause. */
    record Remembered(Span current, @Nullable Span previous) {}

    Incident of(NodeEvent event) {
        var sign = DeathSign.of(event);
        if (sign.isPresent()) {
            var node = EventId.hash(event.origin().cluster(), event.origin().node());
            return settle(event, () -> tryOnce("node-" + node, node, sign.get()));
        }
        var cause = causeOf(event);
        return settle(event, () -> tryOnce(cause, event));
    }

    private static Incident settle(NodeEvent event, Supplier<@Nullable Incident> once) {
        for (int i = 0; i < MOST_TRIES; i++) {
            var found = once.get();
            if (found != null) return found;
        }
        throw LedgerUnavailable.contended("settle the incident of event " + event.id(), MOST_TRIES);
    }

    /** Null if another responder was faster. */
    private @Nullable Incident tryOnce(String key, String node, DeathSign sign) {
        var entry = ledger.get(Ledger.Bucket.INCIDENTS, key);
        var known = entry.map(found -> LedgerJson.read(found.value(), NodeDeaths.class))
                .orElse(NodeDeaths.NONE);
        var found = known.with(sign, node);
        if (found.deaths().equals(known)) return found.incident();
        var json = LedgerJson.write(found.deaths());
        boolean written = entry.isEmpty()
                ? ledger.create(Ledger.Bucket.INCIDENTS, key, json)
                : ledger.replace(Ledger.Bucket.INCIDENTS, key, json, entry.get().revision());
        return written ? found.incident() : null;
    }

    /** Null if another responder was faster. */
    private @Nullable Incident tryOnce(String cause, NodeEvent event) {
        var entry = ledger.get(Ledger.Bucket.INCIDENTS, cause);
        if (entry.isEmpty()) {
            var opened = new Remembered(open(cause, event), null);
            var json = LedgerJson.write(opened);
            return ledger.create(Ledger.Bucket.INCIDENTS, cause, json) ? incident(opened) : null;
        }
        var remembered = LedgerJson.read(entry.get().value(), Remembered.class);
        var previous = remembered.previous();
        if (previous != null && belongsTo(previous, remembered.current(), event.at()))
            return new Incident(previous.id(), null);
        var next = next(cause, remembered, event);
        if (next.equals(remembered)) return incident(next);
        var json = LedgerJson.write(next);
        return ledger.replace(Ledger.Bucket.INCIDENTS, cause, json, entry.get().revision()) ? incident(next) : null;
    }

    /** Whether a late event belongs to the previous incident rather than to the current one. */
    private boolean belongsTo(Span previous, Span current, Instant at) {
        return at.isBefore(current.openedAt()) && !at.isAfter(previous.lastAt().plus(quiet));
    }

    private Remembered next(String cause, Remembered remembered, NodeEvent event) {
        var current = remembered.current();
        if (event.at().isAfter(current.lastAt().plus(quiet))) return new Remembered(open(cause, event), current);
        boolean recent = !event.at().isAfter(current.lastAt().plus(quiet.dividedBy(TOUCHES)));
        return recent ? remembered : new Remembered(current.until(event.at()), remembered.previous());
    }

    private static Span open(String cause, NodeEvent first) {
        var id = EventId.hash(cause, first.id()).substring(0, Incident.ID_LENGTH);
        return new Span(id, first.at(), first.at());
    }

    private static Incident incident(Remembered remembered) {
        var previous = remembered.previous();
        return new Incident(remembered.current().id(), previous == null ? null : previous.id());
    }

    /**
     * The pod's workload may be learnt between two deliveries of an event. The first reading is kept, or the second
     * delivery would open a second incident.
     */
    private String causeOf(NodeEvent event) {
        var pod = event.pod();
        var cause = cause(event, scope(event, pod));
        if (pod == null) return cause;
        var alias = "pod-" + cause(event, "pod " + pod.uid());
        var known = ledger.get(Ledger.Bucket.INCIDENTS, alias);
        if (known.isPresent()) return known.get().value();
        if (ledger.create(Ledger.Bucket.INCIDENTS, alias, cause)) return cause;
        return ledger.get(Ledger.Bucket.INCIDENTS, alias)
                .map(Ledger.Entry::value)
                .orElse(cause);
    }

    private static String cause(NodeEvent event, String scope) {
        return EventId.hash(event.origin().cluster(), event.fingerprint(), scope);
    }

    private static String scope(NodeEvent event, @Nullable Pod pod) {
        var node = "node " + event.origin().node();
        if (pod == null) {
            var cgroup = event instanceof ProcessDeath death ? death.process().cgroup() : "";
            return cgroup.isEmpty() ? node : node + " cgroup " + cgroup;
        }
        var workload = pod.workload();
        return workload == null ? "pod " + pod.uid() : "workload " + pod.namespace() + "/" + workload.describe();
    }
}
