package io.hikeshi.responder.app;

import io.hikeshi.responder.rules.LastActed;
import java.util.HashMap;
import java.util.Map;

/** When each rule last acted on each incident. One entry for each incident, so that judging by many rules reads once. */
final class Rounds {
    private static final int MOST_TRIES = 20;

    private final Ledger ledger;

    Rounds(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Acted(Map<String, LastActed> byRule) {}

    /** By rule; without those that never acted on it. */
    Map<String, LastActed> of(String incident) {
        return ledger.get(Ledger.Bucket.ROUNDS, incident).map(Rounds::read).orElse(Map.of());
    }

    /** A round that is remembered stays as it is: another event acted in it first, with the same action ids. */
    void remember(String incident, Map<String, LastActed> acted) {
        if (acted.isEmpty()) return;
        for (int i = 0; i < MOST_TRIES; i++) {
            if (tryOnce(incident, acted)) return;
        }
        throw LedgerUnavailable.contended("remember the rounds of incident " + incident, MOST_TRIES);
    }

    private boolean tryOnce(String incident, Map<String, LastActed> acted) {
        var entry = ledger.get(Ledger.Bucket.ROUNDS, incident);
        if (entry.isEmpty()) return ledger.create(Ledger.Bucket.ROUNDS, incident, write(acted));
        var known = read(entry.get());
        var merged = new HashMap<>(known);
        acted.forEach((rule, now) -> merged.merge(rule, now, (was, is) -> was.round() >= is.round() ? was : is));
        return merged.equals(known)
                || ledger.replace(
                        Ledger.Bucket.ROUNDS,
                        incident,
                        write(merged),
                        entry.get().revision());
    }

    private static String write(Map<String, LastActed> acted) {
        return LedgerJson.write(new Acted(acted));
    }

    private static Map<String, LastActed> read(Ledger.Entry entry) {
        return LedgerJson.read(entry.value(), Acted.class).byRule();
    }
}
