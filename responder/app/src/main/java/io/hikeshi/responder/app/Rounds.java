package io.hikeshi.responder.app;

import io.hikeshi.responder.rules.LastActed;
import java.util.Optional;

/** When each rule last acted on each incident. */
final class Rounds {
    private static final int MOST_TRIES = 20;

    private final Ledger ledger;

    Rounds(Ledger ledger) {
        this.ledger = ledger;
    }

    Optional<LastActed> last(String rule, String incident) {
        return ledger.get(Ledger.Bucket.ROUNDS, key(rule, incident)).map(Rounds::read);
    }

    /** A round that is remembered stays as it is: another event acted in it first, with the same action ids. */
    void remember(String rule, String incident, LastActed acted) {
        for (int i = 0; i < MOST_TRIES; i++) {
            if (tryOnce(key(rule, incident), acted)) return;
        }
        throw new LedgerUnavailable(
                "cannot remember round of rule " + rule,
                new IllegalStateException("others wrote it " + MOST_TRIES + " times meanwhile"));
    }

    private boolean tryOnce(String key, LastActed acted) {
        var entry = ledger.get(Ledger.Bucket.ROUNDS, key);
        var json = LedgerJson.write(acted);
        if (entry.isEmpty()) return ledger.create(Ledger.Bucket.ROUNDS, key, json);
        if (read(entry.get()).round() >= acted.round()) return true;
        return ledger.replace(Ledger.Bucket.ROUNDS, key, json, entry.get().revision());
    }

    private static LastActed read(Ledger.Entry entry) {
        return LedgerJson.read(entry.value(), LastActed.class);
    }

    private static String key(String rule, String incident) {
        return rule + "." + incident;
    }
}
