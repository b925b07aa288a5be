package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.responder.app.Ledger.Bucket;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest {
    private final MemoryLedger ledger = new MemoryLedger();

    @Test
    void forgetsWhatWasUsedLongestAgoOnceItHoldsTooManyBytes() {
        // Given
        var large = "x".repeat((int) MemoryLedger.MOST_BYTES / 10);
        ledger.create(Bucket.CLAIMS, "first", large);
        ledger.create(Bucket.CLAIMS, "second", large);
        ledger.create(Bucket.ROUNDS, "elsewhere", large);

        // When
        for (int i = 0; i < 3; i++) {
            ledger.get(Bucket.CLAIMS, "first");
            ledger.create(Bucket.CLAIMS, "later-" + i, large);
        }

        // Then
        assertThat(ledger.get(Bucket.CLAIMS, "second")).isEmpty();
        assertThat(ledger.get(Bucket.CLAIMS, "first")).isPresent();
        assertThat(ledger.get(Bucket.CLAIMS, "later-2")).isPresent();
        assertThat(ledger.get(Bucket.ROUNDS, "elsewhere")).isPresent();
    }

    @Test
    void replacesOnlyWhatIsStillAsItWasRead() {
        // Given
        ledger.create(Bucket.CLAIMS, "key", "one");
        long read = ledger.get(Bucket.CLAIMS, "key").orElseThrow().revision();

        // When
        var first = ledger.replace(Bucket.CLAIMS, "key", "two", read);
        var second = ledger.replace(Bucket.CLAIMS, "key", "three", read);

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(ledger.create(Bucket.CLAIMS, "key", "four")).isFalse();
    }
}
