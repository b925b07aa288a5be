package io.hikeshi.responder.app;

import io.cloudevents.CloudEvent;
import io.hikeshi.sensor.event.StructuredJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who carries out a request, and what became of it. A claim that is not finished belongs to whoever was handed the request
 * last: its former holder is dead, or was too slow for the broker, and functions do a thing once however often they are
 * asked. A finished claim is final.
 */
final class Claims {
    private static final int MOST_TRIES = 20;

    private final Ledger ledger;

    Claims(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * @param since when it was claimed first
     * @param taken how often it was; so many times the function was asked, or was about to be
     * @param outcome the outcome's CloudEvent in structured mode; null while it is not finished
     */
    record Claim(Instant since, int taken, @Nullable String outcome) {
        Claim again() {
            return new Claim(since, taken + 1, outcome);
        }

        Claim finished(String outcome) {
            return new Claim(since, taken, outcome);
        }
    }

    /** What became of it; empty while nobody has finished it. */
    Optional<CloudEvent> outcome(String actionId) {
        return ledger.get(Ledger.Bucket.CLAIMS, actionId).map(Claims::read).flatMap(Claims::outcomeOf);
    }

    /** Claims it for the caller, unless it is finished: then the claim holds the outcome. */
    Claim take(String actionId, Instant now) {
        for (int i = 0; i < MOST_TRIES; i++) {
            var entry = ledger.get(Ledger.Bucket.CLAIMS, actionId);
            var claim = entry.map(Claims::read).map(Claims::next).orElseGet(() -> new Claim(now, 1, null));
            if (claim.outcome() != null || write(actionId, entry, claim)) return claim;
        }
        throw contended(actionId);
    }

    /** Returns the final outcome, which is another's if that one was faster. */
    CloudEvent finish(String actionId, CloudEvent outcome, Instant now) {
        var json = new String(StructuredJson.write(outcome), StandardCharsets.UTF_8);
        for (int i = 0; i < MOST_TRIES; i++) {
            var entry = ledger.get(Ledger.Bucket.CLAIMS, actionId);
            var claim = entry.map(Claims::read).orElseGet(() -> new Claim(now, 1, null));
            var finished = outcomeOf(claim);
            if (finished.isPresent()) return finished.get();
            if (write(actionId, entry, claim.finished(json))) return outcome;
        }
        throw contended(actionId);
    }

    static Optional<CloudEvent> outcomeOf(Claim claim) {
        var json = claim.outcome();
        return json == null
                ? Optional.empty()
                : Optional.of(StructuredJson.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    private boolean write(String actionId, Optional<Ledger.Entry> entry, Claim claim) {
        var json = LedgerJson.write(claim);
        return entry.isEmpty()
                ? ledger.create(Ledger.Bucket.CLAIMS, actionId, json)
                : ledger.replace(
                        Ledger.Bucket.CLAIMS, actionId, json, entry.get().revision());
    }

    private static Claim next(Claim claim) {
        return claim.outcome() == null ? claim.again() : claim;
    }

    private static Claim read(Ledger.Entry entry) {
        return LedgerJson.read(entry.value(), Claim.class);
    }

    private static LedgerUnavailable contended(String actionId) {
        return LedgerUnavailable.contended("claim action " + actionId, MOST_TRIES);
    }
}
