package io.hikeshi.responder.app;

import java.time.Duration;
import java.util.Optional;

/**
 * What responders remember together: small values by key, written with compare-and-set. Keys are of
 * {@code [A-Za-z0-9._=-]}. Every method throws {@link LedgerUnavailable} if it cannot be reached; nothing is then known
 * to be written.
 */
interface Ledger {
    /** Apart, because they are kept for different times after the last write of a key. */
    enum Bucket {
        /** Longer than any incident's quiet time, so that a new one can name the previous. */
        INCIDENTS("hikeshi_incidents", Duration.ofDays(7)),
        /** Longer than a request is ever tried. */
        CLAIMS("hikeshi_claims", Duration.ofDays(3)),
        /** Longer than the longest window that a budget may have. */
        BUDGETS("hikeshi_budgets", Duration.ofDays(8)),
        /** Longer than the longest realert time that a rule may have. */
        ROUNDS("hikeshi_rounds", Duration.ofDays(31));

        private final String word;
        private final Duration kept;

        Bucket(String word, Duration kept) {
            this.word = word;
            this.kept = kept;
        }

        String word() {
            return word;
        }

        Duration kept() {
            return kept;
        }
    }

    /** @param revision what {@link #replace} compares with */
    record Entry(String value, long revision) {}

    Optional<Entry> get(Bucket bucket, String key);

    /** False if there is one already. */
    boolean create(Bucket bucket, String key, String value);

    /** False if it was written since {@code revision}. */
    boolean replace(Bucket bucket, String key, String value, long revision);
}
