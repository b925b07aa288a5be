package io.hikeshi.responder.app;

import static io.hikeshi.responder.app.Deaths.AT;
import static io.hikeshi.responder.app.Deaths.WEB;
import static io.hikeshi.responder.app.Deaths.crash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.action.Target;
import io.hikeshi.sensor.channel.Inbound;
import io.hikeshi.sensor.channel.Poison;
import io.hikeshi.sensor.channel.RetryLater;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.Pod;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponderTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void makeTheWorld() {
        world = new World(folder);
    }

    @Test
    void publishesAVerdictForEveryRuleAndRequestsForThoseThatAct() {
        // When
        world.consider(crash(42, AT, WEB), 1);

        // Then
        assertThat(world.streams.verdicts()).containsExactly("web-crashed ACT", "tier ERROR");
        assertThat(world.streams.requests())
                .extracting(ActionRequest::action)
                .containsExactly("annotate-pod", "page-oncall");
        assertThat(world.streams.requests().get(0).target()).isEqualTo(new Target.Pod("shop", "web-1", WEB.uid()));
        assertThat(world.streams.requests().get(1).with())
                .containsEntry("summary", crash(42, AT, WEB).title());
    }

    @Test
    void keepsAuditIdsWithinWhatTheApiServerKeeps() {
        // When
        world.consider(crash(42, AT, WEB), 1);

        // Then
        assertThat(world.streams.requests())
                .allSatisfy(request -> assertThat(request.auditId(9999)).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void saysWhyThereWasNothingToActOn() {
        // When
        world.consider(crash(42, AT, null), 1);

        // Then
        assertThat(world.streams.requests()).extracting(ActionRequest::action).containsExactly("page-oncall");
        assertThat(world.streams.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(Outcome.Status.SKIPPED);
            assertThat(outcome.detail()).isEqualTo("it happened outside any pod");
        });
    }

    @Test
    void completesAPodOfWhichTheSensorKnewOnlyTheUid() {
        // Given
        world.pods.put(WEB.uid(), WEB);

        // When
        world.consider(crash(42, AT, Pod.ofUid(WEB.uid())), 1);

        // Then
        assertThat(world.streams.requests().get(0).target()).isEqualTo(new Target.Pod("shop", "web-1", WEB.uid()));
    }

    @Test
    void waitsForAnApiServerThatIsAwayButNotForEver() {
        // Given
        world.stopApiServer();
        var event = crash(42, AT, Pod.ofUid(WEB.uid()));

        // Then
        assertThatThrownBy(() -> world.consider(event, 1)).isInstanceOf(RetryLater.class);
        world.consider(event, 13);
        assertThat(world.streams.requests()).extracting(ActionRequest::action).containsExactly("page-oncall");
    }

    @Test
    void refusesAnEventThatANodeTellsAboutAnother() {
        // Given
        var event = EventCodec.encode(crash(42, AT, WEB));
        var forged = new Inbound("hikeshi.event.default.process_crashed.n2", event, 1);

        // Then
        assertThatThrownBy(() -> world.consider(forged))
                .isInstanceOf(Poison.class)
                .hasMessageContaining("/clusters/default/nodes/n1.example.com/kernel")
                .hasMessageContaining("hikeshi.event.default.process_crashed.n2");
        assertThat(world.metrics
                        .counter("hikeshi.events.refused", "reason", "forged")
                        .count())
                .isOne();
        assertThat(world.streams.verdicts()).isEmpty();
    }

    @Test
    void putsAsideAnEventOfANodeThatNoActionCanName() {
        // Given
        var event = Deaths.crashOn("-n1");

        // Then
        assertThatThrownBy(() -> world.consider(event, 1))
                .isInstanceOf(Poison.class)
                .hasMessageContaining(event.id())
                .hasMessageContaining("-n1");
    }

    @Test
    void gathersCrashesOfOneFaultInOneWorkloadInOneIncident() {
        // When
        world.consider(crash(42, AT, Deaths.web("web-1")), 1);
        world.clock.move(Duration.ofMinutes(11));
        world.consider(crash(43, AT.plusSeconds(660), Deaths.web("web-2")), 1);

        // Then
        assertThat(world.streams.requests()).extracting(ActionRequest::round).containsExactly(0, 0, 1, 1);
        assertThat(world.streams.requests())
                .extracting(ActionRequest::incident)
                .containsOnly(world.streams.requests().get(0).incident());
    }

    @Test
    void isQuietUntilTheRealertTimeHasPassed() {
        // When
        world.consider(crash(42, AT, WEB), 1);
        world.clock.move(Duration.ofMinutes(5));
        world.consider(crash(43, AT.plusSeconds(300), WEB), 1);

        // Then
        assertThat(world.streams.requests()).hasSize(2);
        assertThat(world.streams.verdicts()).contains("web-crashed QUIET");
    }

    @Test
    void losesAndRepeatsNothingWhereverItDies() {
        // Given
        var event = crash(42, AT, WEB);
        world.consider(event, 1);
        int all = world.steps.taken();
        var wanted = world.streams.requests();
        var verdicts = world.streams.verdicts();

        for (int step = 1; step <= all; step++) {
            for (boolean afterIt : new boolean[] {false, true}) {
                // When
                var other = new World(folder);
                other.steps.dieAt(step, afterIt);
                assertThatThrownBy(() -> other.consider(event, 1)).isInstanceOf(Steps.Died.class);
                other.steps.liveOn();
                other.clock.move(Duration.ofSeconds(30));
                other.consider(event, 2);

                // Then
                assertThat(other.streams.requests())
                        .as("died at %d %s", step, afterIt)
                        .isEqualTo(wanted);
                assertThat(other.streams.verdicts()).isEqualTo(verdicts);
            }
        }
        assertThat(all).isEqualTo(7);
    }

    @Test
    void actsOnceThoughAnotherEventComesBeforeTheRedelivery() {
        // Given
        var first = crash(42, AT, WEB);
        var second = crash(43, AT.plusMillis(200), WEB);
        world.steps.dieAt(6, true);
        assertThatThrownBy(() -> world.consider(first, 1)).isInstanceOf(Steps.Died.class);
        world.steps.liveOn();

        // When
        world.consider(second, 1);
        world.clock.move(Duration.ofHours(1));
        world.consider(first, 2);

        // Then
        assertThat(world.streams.requests()).hasSize(2);
    }

    @Test
    void findsTheSameIncidentThoughThePodIsNamedOnlyLater() {
        // Given
        var event = crash(42, AT, Pod.ofUid(WEB.uid()));
        world.consider(event, 1);

        // When
        world.pods.put(WEB.uid(), WEB);
        world.consider(event, 2);

        // Then
        assertThat(world.streams.requests())
                .extracting(ActionRequest::incident)
                .containsOnly(world.streams.requests().get(0).incident());
    }
}
