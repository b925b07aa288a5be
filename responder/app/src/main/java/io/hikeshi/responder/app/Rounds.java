package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.rules.LastActed;
import java.util.HashMap;
import java.util.Map;

/** When each rule last acted on each incident; apart from that, when it last showed what it would do. One entry for each incident, so that judging by many rules reads once. */
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
        if (acted.isEmpty()) return;
        for (int i = 0; i < MOST_TRIES; i++) {
            if (tryOnce(incident + suffix, acted)) return;
        }
        throw LedgerUnavailable.contended("remember the rounds of incident " + incident, MOST_TRIES);
    }

    private boolean tryOnce(String key, Map<String, LastActed> acted) {
        var entry = ledger.get(Ledger.Bucket.ROUNDS, key);
        if (entry.isEmpty()) return ledger.create(Ledger.Bucket.ROUNDS, key, write(acted));
        var known = read(entry.get());
        var merged = new HashMap<>(known);
        acted.forEach((rule, now) -> merged.merge(rule, now, (was, is) -> was.round() >= is.round() ? was : is));
        return merged.equals(known)
                || ledger.replace(
                        Ledger.Bucket.ROUNDS, key, write(merged), entry.get().revision());
    }

    private static String write(Map<String, LastActed> acted) {
        return LedgerJson.write(new Acted(acted));
    }

    private static Map<String, LastActed> read(Ledger.Entry entry) {
        return LedgerJson.read(entry.value(), Acted.class).byRule();
    }
}
