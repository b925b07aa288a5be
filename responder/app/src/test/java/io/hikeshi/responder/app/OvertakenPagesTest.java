package io.hikeshi.responder.app;

import static io.hikeshi.responder.app.Panics.AT;
import static io.hikeshi.responder.app.Panics.DEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.NodeEvent;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All news of one death go on one page, in whatever order their requests are carried out. */
class OvertakenPagesTest {
    private static final String RULES = """
            apiVersion: hikeshi.io/v1
            kind: Rules
            rules:
              - { name: early, on: [kernel.panicked], then: [{ action: page-oncall }] }
              - { name: told, on: [kernel.panic.reported, kernel.panic.recovered], then: [{ action: page-oncall }] }
              - { name: disproved, on: [kernel.panic.disproved], then: [{ action: page-oncall }] }
              - { name: lost, on: [node.lost], then: [{ action: page-oncall }] }
            """;

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void start() {
        world = new World(folder, RULES);
    }

    @Test
    void theEarlyWordDoesNotReplaceTitleAndTrace() {
        // Given
        var early = pageOf(Panics.panicked(DEAD));
        world.dispatch(pageOf(Panics.reported(DEAD)), 1);

        // When
        world.dispatch(early, 1);

        // Then
        assertThat(world.functions.effects()).isOne();
        assertThat(last().status()).isEqualTo(Status.SKIPPED);
        assertThat(last().detail()).isEqualTo("the page tells more by now");
    }

    @Test
    void silenceDoesNotReplaceAPanic() {
        // Given
        world.dispatch(pageOf(Panics.panicked(DEAD)), 1);

        // When
        world.dispatch(pageOf(Panics.lost(DEAD)), 1);

        // Then
        assertThat(last().status()).isEqualTo(Status.SKIPPED);
    }

    @Test
    void whatTellsMoreReplacesWhatToldLess() {
        // Given
        world.dispatch(pageOf(Panics.lost(DEAD)), 1);
        world.dispatch(pageOf(Panics.panicked(DEAD)), 1);

        // When
        world.dispatch(pageOf(Panics.reported(DEAD)), 1);

        // Then
        assertThat(world.functions.effects()).isEqualTo(3);
    }

    @Test
    void aPanicAfterOneThatWasNoneIsPagedAgain() {
        // Given
        world.dispatch(pageOf(Panics.reported(DEAD)), 1);
        world.dispatch(pageOf(Panics.disproved(DEAD)), 1);
        world.clock.move(Duration.ofMinutes(1));

        // When
        world.dispatch(pageOf(Panics.panicked(DEAD, 9_000_000L, AT.plusSeconds(60))), 1);

        // Then
        assertThat(world.functions.effects()).isEqualTo(3);
        assertThat(last().status()).isEqualTo(Status.DONE);
    }

    private Outbound pageOf(NodeEvent event) {
        world.consider(event, 1);
        var requested = world.streams.requested();
        return requested.get(requested.size() - 1);
    }

    private Outcome last() {
        var outcomes = world.streams.outcomes();
        return outcomes.get(outcomes.size() - 1);
    }
}
