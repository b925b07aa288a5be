package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.rules.LastActed;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * When each rule last acted on each incident; apart from that, when it last showed what it would do. One entry for each
 * incident, so that judging by many rules reads once.
 */
final class Rounds {
    private static final int MOST_TRIES = 20;

    private final Ledger ledger;
    private final String suffix;

    /** @param mode whether rules act, or only show: what was shown is no reason to be quiet once it may be done */
    Rounds(Ledger ledger, ActionRequest.Mode mode) {
        this.ledger = ledger;
        this.suffix = mode == ActionRequest.Mode.SHOW ? ".show" : "";
    }

    private record Acted(Map<String, LastActed> byRule) {}

    /** By rule; without those that never acted on it. */
    Map<String, LastActed> of(String incident) {
        return ledger.get(Ledger.Bucket.ROUNDS, incident + suffix)
                .map(Rounds::read)
                .orElse(Map.of());
    }

    /** A round that is remembered stays as it is: another event acted in it first, with the same action ids. */
    void remember(String incident, Map<String, LastActed> acted) {
        if (!acted.isEmpty()) change(incident, known -> merged(known, acted));
    }

    /**
     * Ends the quiet time of every rule on this incident: what they acted on was not true, and must not hide what is. The rounds go on
     * counting, and the events that were acted on stay known.
     */
    void waive(String incident) {
        change(incident, known -> {
            var waived = new HashMap<String, LastActed>();
            known.forEach((rule, last) -> waived.put(rule, new LastActed(last.round(), Instant.EPOCH, last.byEvent())));
            return waived;
        });
    }

    private void change(String incident, UnaryOperator<Map<String, LastActed>> change) {
        for (int i = 0; i < MOST_TRIES; i++) {
            if (tryOnce(incident + suffix, change)) return;
        }
        throw LedgerUnavailable.contended("remember the rounds of incident " + incident, MOST_TRIES);
    }

    private boolean tryOnce(String key, UnaryOperator<Map<String, LastActed>> change) {
        var entry = ledger.get(Ledger.Bucket.ROUNDS, key);
        var known = entry.map(Rounds::read).orElse(Map.of());
        var changed = change.apply(known);
        if (changed.equals(known)) return true;
        return entry.isEmpty()
                ? ledger.create(Ledger.Bucket.ROUNDS, key, write(changed))
                : ledger.replace(
                        Ledger.Bucket.ROUNDS, key, write(changed), entry.get().revision());
    }

    private static Map<String, LastActed> merged(Map<String, LastActed> known, Map<String, LastActed> acted) {
        var merged = new HashMap<>(known);
        acted.forEach((rule, now) -> merged.merge(rule, now, (was, is) -> was.round() >= is.round() ? was : is));
        return merged;
    }

    private static String write(Map<String, LastActed> acted) {
        return LedgerJson.write(new Acted(acted));
    }

    private static Map<String, LastActed> read(Ledger.Entry entry) {
        return LedgerJson.read(entry.value(), Acted.class).byRule();
    }
}
