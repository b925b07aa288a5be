package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(7));

    @ParameterizedTest
    @CsvSource({"1, 250, 500", "2, 500, 1000", "5, 4000, 8000", "8, 30000, 60000", "9999, 30000, 60000"})
    void waitsTwiceAsLongEachTimeUpToAMinute(int attempt, long least, long most) {
        assertThat(backoff.after(attempt, Duration.ZERO).toMillis()).isBetween(least, most);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    void neverAsksSoonerThanItWasTold(int attempt) {
        assertThat(backoff.after(attempt, Duration.ofMinutes(10))).isGreaterThan(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({"1, 50, 100", "4, 400, 800", "100000, 2500, 5000"})
    void waitsInLineForAFewSecondsAtMost(long delivery, long least, long most) {
        assertThat(backoff.inLine(delivery).toMillis()).isBetween(least, most);
    }

    @Test
    void looksOftenAtFirstAndRarelyLater() {
        // Given
        var most = Duration.ofSeconds(15);

        // Then
        assertThat(backoff.nextLook(1, most)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(backoff.nextLook(50, most)).isBetween(most.dividedBy(2), most);
        assertThat(backoff.nextLook(50, Duration.ofSeconds(2))).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }
}
