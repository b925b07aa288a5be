package io.hikeshi.responder.app.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private final LeaseWatch watch = new LeaseWatch();

    @Test
    void countsNoRenewalAtTheFirstLook() {
        // When
        var seen = watch.look("panic", "12:00", AT);

        // Then
        assertThat(seen.renewals()).isZero();
        assertThat(seen.unchangedFor(AT.plusSeconds(7))).hasSeconds(7);
    }

    @Test
    void startsTheSilenceAnewAtEachRenewal() {
        // Given
        watch.look("panic", "12:00", AT);
        watch.look("panic", "12:10", AT.plusSeconds(10));

        // When
        var seen = watch.look("panic", "12:20", AT.plusSeconds(20));

        // Then
        assertThat(seen.renewals()).isEqualTo(2);
        assertThat(seen.firstRenewal()).isEqualTo(AT.plusSeconds(10));
        assertThat(seen.since()).isEqualTo(AT.plusSeconds(20));
    }

    @Test
    void forgetsWhatWasNotLookedAtForLongest() {
        // Given
        watch.look("first", "12:00", AT);
        watch.look("second", "12:00", AT);
        for (int i = 0; i < 9_999; i++) {
            watch.look("forged " + i, "12:00", AT);
            watch.look("second", "12:00", AT);
        }

        // When
        var first = watch.look("first", "12:00", AT.plusSeconds(60));
        var second = watch.look("second", "12:00", AT.plusSeconds(60));

        // Then
        assertThat(first.since()).isEqualTo(AT.plusSeconds(60));
        assertThat(second.since()).isEqualTo(AT);
    }
}
