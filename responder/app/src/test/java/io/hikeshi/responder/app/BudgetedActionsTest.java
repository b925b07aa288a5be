package io.hikeshi.responder.app;

import static io.hikeshi.responder.app.Panics.DEAD;
import static io.hikeshi.responder.app.Panics.NEXT;
import static io.hikeshi.responder.app.Panics.panickedOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.responder.action.ActionRequest.Mode;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.channel.RetryLater;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetedActionsTest {
    private static final String SPENT = "budget nodes-out (10% in 1h) is spent";

    @TempDir
    Path folder;

    private World world;
    private Outbound first;
    private Outbound second;

    @BeforeEach
    void loseTwoNodesOfThree() {
        world = new World(folder, Panics.RULES);
        List.of("n1", "n2", "n3").forEach(node -> world.nodes.join(node, DEAD));
        first = cordonOf("n1");
        second = cordonOf("n2");
    }

    @Test
    void waitWhenTheBudgetIsSpentAndSaySoOnce() {
        // Given
        world.dispatch(first, 1);

        // When
        for (int delivery = 1; delivery < 5; delivery++) assertWaits(second, delivery);

        // Then
        assertThat(world.functions.effects()).isOne();
        assertThat(world.streams.verdicts())
                .filteredOn("panicked OVER_BUDGET"::equals)
                .hasSize(1);
        assertThat(world.metrics
                        .counter("hikeshi.budget.spent", "action", "cordon-node")
                        .count())
                .isOne();
    }

    @Test
    void goOnAsSoonAsTheWindowHasPassed() {
        // Given
        world.dispatch(first, 1);
        assertWaits(second, 1);
        world.clock.move(Duration.ofMinutes(61));

        // When
        world.dispatch(second, 2);

        // Then
        assertThat(world.functions.effects()).isEqualTo(2);
    }

    @Test
    void costNothingForANodeThatIsOutAlready() {
        // Given
        world.dispatch(first, 1);
        var failPods = requested("fail-pods").get(0);
        assertThatThrownBy(() -> world.dispatch(failPods, 1)).isInstanceOf(RetryLater.class);
        world.clock.move(FakeNodes.LEASE);

        // When
        world.dispatch(failPods, 2);

        // Then
        assertThat(world.streams.outcomes()).extracting(Outcome::status).containsOnly(Status.DONE);
    }

    @Test
    void neverHoldBackWhatHeals() {
        // Given
        world.dispatch(first, 1);

        // When
        requested("page-oncall").forEach(page -> world.dispatch(page, 1));

        // Then
        assertThat(world.functions.effects()).isEqualTo(3);
    }

    @Test
    void takeNothingForWhatIsOnlyShown() {
        // Given
        world.dispatcher(world.functions, Mode.SHOW).dispatch(World.delivered(first, 1));

        // When
        world.dispatch(second, 1);

        // Then
        assertThat(world.functions.effects()).isEqualTo(2);
    }

    @Test
    void allowOneNodeWhileNobodyCanCountThem() {
        // Given
        world.nodes.goAway();

        // When
        world.dispatch(first, 1);

        // Then
        assertWaits(second, 1);
        assertThat(world.functions.effects()).isOne();
    }

    @Test
    void leaveANodeAloneThatCameBackWhileItsTurnWasAwaited() {
        // Given
        world.dispatch(first, 1);
        assertWaits(second, 1);
        world.nodes.reboot("n2", NEXT);
        world.clock.move(Duration.ofMinutes(61));

        // When
        world.dispatch(second, 2);

        // Then
        assertThat(world.functions.effects()).isOne();
        assertThat(world.streams.outcomes()).last().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(Status.SKIPPED);
            assertThat(outcome.detail()).startsWith("rebooted: n2");
        });
    }

    @Test
    void leaveANodeAloneWhosePanicWasForgedWhileItsTurnWasAwaited() {
        // Given
        world.dispatch(first, 1);
        for (int delivery = 1; delivery < 4; delivery++) {
            assertWaits(second, delivery);
            world.clock.move(FakeNodes.LEASE.dividedBy(4));
            world.nodes.renew("n2");
        }

        // When
        world.dispatch(second, 4);

        // Then
        assertThat(world.streams.outcomes())
                .last()
                .satisfies(outcome -> assertThat(outcome.detail()).startsWith("suspected-spoof: n2 renewed its Lease"));
        assertThat(world.streams.findings()).hasSize(1);
    }

    @Test
    void boundForgedPanicsFromManyAddresses() {
        // Given
        for (int i = 4; i <= 30; i++) world.nodes.join("n" + i, DEAD);
        for (int i = 3; i <= 30; i++) world.consider(panickedOn("n" + i), 1);

        // When
        for (Outbound cordon : requested("cordon-node")) {
            try {
                world.dispatch(cordon, 1);
            } catch (RetryLater e) {
                assertThat(e).hasMessage(SPENT);
            }
        }

        // Then
        assertThat(requested("cordon-node")).hasSize(30);
        assertThat(world.functions.effects()).isEqualTo(3);
    }

    private Outbound cordonOf(String node) {
        world.consider(panickedOn(node), 1);
        var cordons = requested("cordon-node");
        return cordons.get(cordons.size() - 1);
    }

    private List<Outbound> requested(String action) {
        return world.streams.requested().stream()
                .filter(request -> request.subject().contains("." + action + "."))
                .toList();
    }

    private void assertWaits(Outbound request, int delivery) {
        assertThatThrownBy(() -> world.dispatch(request, delivery))
                .isInstanceOf(RetryLater.class)
                .hasMessage(SPENT);
    }
}
