package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.responder.action.ActionRequest.Mode;
import io.hikeshi.responder.rules.LastActed;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final Ledger ledger = new MemoryLedger();
    private final Rounds shown = new Rounds(ledger, Mode.SHOW);
    private final Rounds applied = new Rounds(ledger, Mode.APPLY);

    @Test
    void keepsWhatWasShownFromQuietingWhatIsToBeDone() {
        // Given
        var acted = Map.of("web-crashed", new LastActed(0, Deaths.AT, "event-1"));

        // When
        shown.remember("5b1f", acted);

        // Then
        assertThat(shown.of("5b1f")).isEqualTo(acted);
        assertThat(applied.of("5b1f")).isEmpty();
    }

    @Test
    void keepsTheRoundOfWhoeverActedFirst() {
        // Given
        var first = new LastActed(1, Deaths.AT, "event-1");
        applied.remember("5b1f", Map.of("web-crashed", first));

        // When
        applied.remember("5b1f", Map.of("web-crashed", new LastActed(1, Deaths.AT.plusSeconds(9), "event-2")));

        // Then
        assertThat(applied.of("5b1f")).containsEntry("web-crashed", first);
    }

    @Test
    void endsTheQuietTimeWithoutForgettingRoundOrEvent() {
        // Given
        applied.remember("5b1f", Map.of("panicked", new LastActed(2, Deaths.AT, "event-1")));

        // When
        applied.waive("5b1f");

        // Then
        assertThat(applied.of("5b1f")).containsEntry("panicked", new LastActed(2, Instant.EPOCH, "event-1"));
    }
}
