package io.hikeshi.sensor.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.channel.Traffic.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What becomes of letters that nobody can read. */
class HandoverTest {
    private final Traffic traffic = new Traffic();
    private final List<String> answers = new ArrayList<>();
    private final List<Letter> stored = new ArrayList<>();

    @Test
    void cutsADeadLetterThatIsTooLongForItsStream() {
        // When
        handover(50_000, new Refused("too long")).open(unreadable(100_000));

        // Then
        assertThat(stored)
                .singleElement()
                .satisfies(dead -> assertThat(dead.body()).hasSize(16 * 1024).containsOnly(7));
        assertThat(answers).containsExactly("term");
        assertThat(traffic.of(Count.DEAD)).isOne();
    }

    @Test
    void countsAsLostADeadLetterThatNoStreamEverTakes() {
        // When
        handover(-1, new Refused("forbidden")).open(unreadable(10));

        // Then
        assertThat(answers).containsExactly("term");
        assertThat(traffic.of(Count.DEAD)).isZero();
        assertThat(traffic.of(Count.DROPPED)).isOne();
    }

    @Test
    void keepsALetterWhoseDeadLetterIsRefusedOnlyForNow() {
        // When
        handover(-1, Refused.forNow("full")).open(unreadable(10));

        // Then
        assertThat(answers).containsExactly("nak");
        assertThat(traffic.of(Count.DROPPED)).isZero();
    }

    private Handover handover(int longest, Refused refusal) {
        var deadLetters = new Outlet() {
            @Override
            public CompletionStage<Void> send(Letter letter) {
                if (letter.body().length > longest) return CompletableFuture.failedFuture(refusal);
                stored.add(letter);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public int buffered() {
                return 0;
            }

            @Override
            public int drain(Duration most) {
                return 0;
            }
        };
        return new Handover("events-in", 5, deadLetters, traffic, () -> {});
    }

    private Delivery unreadable(int length) {
        var body = new byte[length];
        Arrays.fill(body, (byte) 7);
        return new FakeDelivery(new Letter(Mail.SUBJECT, "1", Map.of(), body), answers);
    }
}
