package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.channel.Poison;
import io.hikeshi.sensor.channel.RetryLater;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatcherTest {
    @TempDir
    Path folder;

    private World world;
    private Outbound request;

    @BeforeEach
    void requestAnAction() {
        world = new World(folder);
        request = requestIn(world);
    }

    private static Outbound requestIn(World world) {
        world.consider(Deaths.crash(42, Deaths.AT, Deaths.WEB), 1);
        return world.streams.requested().get(0);
    }

    @Test
    void recordsWhatTheFunctionAnswered() {
        // When
        world.dispatch(request, 1);

        // Then
        assertThat(world.streams.outcomes()).extracting(Outcome::status).containsExactly(Outcome.Status.DONE);
        assertThat(world.metrics
                        .counter("hikeshi.actions", "action", "annotate-pod", "outcome", "done")
                        .count())
                .isOne();
    }

    @Test
    void neverAsksAgainOnceTheOutcomeIsRecorded() {
        // When
        world.dispatch(request, 1);
        world.dispatch(request, 2);

        // Then
        assertThat(world.functions.attempts()).containsExactly(1);
        assertThat(world.streams.outcomes()).hasSize(1);
    }

    @Test
    void endsWithOneEffectAndOneOutcomeWhereverItDies() {
        // Given
        int before = world.steps.taken();
        world.dispatch(request, 1);
        int all = world.steps.taken() - before;

        for (int step = 1; step <= all; step++) {
            for (boolean afterIt : new boolean[] {false, true}) {
                // When
                var other = new World(folder);
                var asked = requestIn(other);
                other.steps.dieAt(step, afterIt);
                assertThatThrownBy(() -> other.dispatch(asked, 1)).isInstanceOf(Steps.Died.class);
                other.steps.liveOn();
                other.dispatch(asked, 2);

                // Then
                assertThat(other.functions.effects())
                        .as("died at %d %s", step, afterIt)
                        .isOne();
                assertThat(other.streams.outcomes()).hasSize(1);
            }
        }
        assertThat(all).isEqualTo(3);
    }

    @Test
    void asksAgainLaterThanABusyFunctionWants() {
        // Given
        world.functions.willAnswer(new Reply.Busy("503", Duration.ofSeconds(20)));

        // When
        var later = catchThrowableOfType(RetryLater.class, () -> world.dispatch(request, 1));
        world.dispatch(request, 2);

        // Then
        assertThat(later.delay()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
        assertThat(world.functions.attempts()).containsExactly(1, 2);
        assertThat(world.streams.outcomes()).extracting(Outcome::status).containsExactly(Outcome.Status.DONE);
    }

    @Test
    void givesUpAfterADayAndSaysSo() {
        // Given
        world.functions.willAnswer(new Reply.Busy("503", Duration.ZERO));
        assertThatThrownBy(() -> world.dispatch(request, 1)).isInstanceOf(RetryLater.class);
        world.clock.move(Duration.ofHours(25));

        // When
        world.dispatch(request, 2);

        // Then
        assertThat(world.streams.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
            assertThat(outcome.detail()).isEqualTo("gave up 25 h after the cause");
        });
    }

    @Test
    void asksNobodyAboutWhatHappenedADayAgo() {
        // Given
        world.clock.move(Duration.ofHours(25));

        // When
        world.dispatch(request, 1);

        // Then
        assertThat(world.functions.attempts()).isEmpty();
        assertThat(world.streams.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(Outcome.Status.SKIPPED);
            assertThat(outcome.detail()).isEqualTo("too old: its cause happened 25 h ago");
        });
    }

    @Test
    void onlyShowsWhatWasAskedForBeforeActionsWereTurnedOff() {
        // Given
        var asked = new ArrayList<ActionRequest>();
        Functions functions = (event, attempt) -> {
            asked.add(ActionCodec.decodeRequest(event));
            return world.functions.send(event, attempt);
        };

        // When
        world.dispatcher(functions, ActionRequest.Mode.SHOW).dispatch(World.delivered(request, 1));

        // Then
        assertThat(asked).extracting(ActionRequest::mode).containsExactly(ActionRequest.Mode.SHOW);
        assertThat(world.streams.outcomes())
                .extracting(Outcome::actionId)
                .containsExactly(asked.get(0).id());
    }

    @Test
    void refusesARequestOnTheSubjectOfAnother() {
        // Given
        var forged = new Outbound("hikeshi.action.default.cordon-node.nodes=2Fn1", request.event());

        // Then
        assertThatThrownBy(() -> world.dispatch(forged, 1))
                .isInstanceOf(Poison.class)
                .hasMessageContaining("cordon-node");
        assertThat(world.functions.attempts()).isEmpty();
        assertThat(world.metrics
                        .counter("hikeshi.events.refused", "reason", "forged")
                        .count())
                .isOne();
    }

    @Test
    void refusesARequestOfWhoeverIsNotThisClustersResponder() {
        // Given
        var event = CloudEventBuilder.from(request.event())
                .withSource(URI.create("/clusters/other/responder"))
                .build();

        // Then
        assertThatThrownBy(() -> world.dispatch(new Outbound(request.subject(), event), 1))
                .isInstanceOf(Poison.class)
                .hasMessageContaining("/clusters/other/responder");
    }

    @Test
    void failsWhatTheFunctionRefuses() {
        // Given
        world.functions.willAnswer(new Reply.Refused("400: no pod\nin it"));

        // When
        world.dispatch(request, 1);

        // Then
        assertThat(world.streams.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
            assertThat(outcome.detail()).isEqualTo("refused: 400: no pod\\u000ain it");
        });
    }

    @Test
    void putsAsideWhatIsNoRequest() {
        // Given
        var broken = new Outbound(
                request.subject(),
                CloudEventBuilder.from(request.event()).withId("another").build());

        // Then
        assertThatThrownBy(() -> world.dispatch(broken, 1)).isInstanceOf(Poison.class);
        assertThat(world.functions.attempts()).isEmpty();
    }
}
