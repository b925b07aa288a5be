package io.hikeshi.responder.app;

import static io.hikeshi.responder.app.Panics.DEAD;
import static io.hikeshi.responder.app.Panics.NEXT;
import static io.hikeshi.responder.app.Panics.NODE;
import static io.hikeshi.responder.app.Panics.panicked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.app.confirm.Kubelets.Heard;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.channel.RetryLater;
import io.hikeshi.sensor.event.KernelPanicDisproved;
import io.hikeshi.sensor.event.NodeEvent;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfirmedActionsTest {
    private static final Duration RENEWAL = FakeNodes.LEASE.dividedBy(4);

    @TempDir
    Path folder;

    private World world;
    private Dispatcher dispatcher;
    private int deliveries;

    @BeforeEach
    void runANode() {
        world = new World(folder, Panics.RULES);
        world.nodes.join(NODE, DEAD);
        dispatcher = world.dispatcher(world.functions);
    }

    @Test
    void failPodsOnceTheLeaseIsOldAndTheKubeletSilent() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        assertWaits(failPods, "unchanged for 0 s only, of 20 s");
        world.clock.move(RENEWAL);
        assertWaits(failPods, "unchanged for 10 s only, of 20 s");
        world.clock.move(RENEWAL);

        // When
        deliver(failPods);

        // Then
        assertThat(world.functions.effects()).isOne();
        assertThat(outcome().status()).isEqualTo(Status.DONE);
        assertThat(outcome().detail())
                .startsWith("annotated; confirmed: Lease of " + NODE)
                .contains("not renewed since renewal 1, for 20 s", "no answer of the kubelet", "192.0.2.1:10250");
        assertThat(counted("confirmed")).isOne();
    }

    @Test
    void waitForTheKubeletsSilenceUntilTheirTimeIsUp() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        world.nodes.answerAtThePort(Heard.LIFE);
        assertWaits(failPods, "unchanged");
        world.clock.move(Duration.ofMinutes(9));
        assertWaits(failPods, "something answers");
        world.clock.move(Duration.ofMinutes(1));

        // When
        deliver(failPods);

        // Then
        assertThat(world.functions.attempts()).isEmpty();
        assertThat(outcome().status()).isEqualTo(Status.SKIPPED);
        assertThat(outcome().detail()).startsWith("unconfirmed: the Lease is old, but something answers");
        assertThat(counted("unconfirmed")).isOne();
    }

    @Test
    void spareANodeThatRebooted() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        assertWaits(failPods, "unchanged");
        world.nodes.reboot(NODE, NEXT);

        // When
        deliver(failPods);

        // Then
        assertThat(world.functions.attempts()).isEmpty();
        assertThat(outcome().detail()).isEqualTo("rebooted: " + NODE + " is in boot " + NEXT + " by now");
        assertThat(world.streams.findings()).isEmpty();
    }

    @Test
    void reportASpoofOnceWhereTheLeaseIsRenewed() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        var taint = world.streams.requested().get(2);
        assertWaits(failPods, "unchanged");
        for (int i = 0; i < 3; i++) {
            world.clock.move(RENEWAL);
            world.nodes.renew(NODE);
            if (i < 2) assertWaits(failPods, "unchanged");
        }

        // When
        deliver(failPods);
        deliver(taint);

        // Then
        assertThat(world.functions.attempts()).isEmpty();
        assertThat(outcome().detail()).startsWith("suspected-spoof: " + NODE + " renewed its Lease 3 times since");
        assertThat(world.streams.findings())
                .singleElement()
                .isInstanceOfSatisfying(KernelPanicDisproved.class, found -> {
                    assertThat(found.panicId()).isEqualTo(panicked(DEAD).id());
                    assertThat(found.reason()).isEqualTo("suspected-spoof");
                    assertThat(found.origin().bootId()).isEqualTo(DEAD);
                    assertThat(found.origin().sensor()).isEqualTo("responder");
                });
        assertThat(counted("suspected_spoof")).isOne();
    }

    @Test
    void callNoSpoofWhatRebootsSoFastThatItsLeaseIsRenewedFirst() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        assertWaits(failPods, "unchanged");
        for (int i = 0; i < 4; i++) {
            world.clock.move(Duration.ofSeconds(2));
            world.nodes.renew(NODE);
            assertWaits(failPods, "unchanged");
        }
        world.nodes.reboot(NODE, NEXT);

        // When
        deliver(failPods);

        // Then
        assertThat(outcome().detail()).startsWith("rebooted");
        assertThat(world.streams.findings()).isEmpty();
    }

    @Test
    void takeARenewalThatWasOnItsWayForNoSignOfLife() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        assertWaits(failPods, "unchanged");
        world.clock.move(Duration.ofSeconds(1));
        world.nodes.renew(NODE);
        assertWaits(failPods, "unchanged for 0 s");
        world.clock.move(RENEWAL.multipliedBy(2));

        // When
        deliver(failPods);

        // Then
        assertThat(outcome().status()).isEqualTo(Status.DONE);
    }

    @Test
    void countNothingThatWasSeenBeforeTheirCause() {
        // Given
        var first = requested("fail-pods", panicked(DEAD));
        assertWaits(first, "unchanged");
        for (int i = 0; i < 2; i++) {
            world.clock.move(RENEWAL);
            world.nodes.renew(NODE);
            assertWaits(first, "unchanged");
        }
        world.clock.move(Duration.ofHours(2));
        var second = requested("fail-pods", panicked(DEAD, 7L, world.clock.instant()));

        // When
        var waits = assertThatThrownBy(() -> deliver(second));

        // Then
        waits.isInstanceOf(RetryLater.class).hasMessageContaining("unchanged for 0 s");
    }

    @Test
    void startAnewInAProcessThatHasNotWatched() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        assertWaits(failPods, "unchanged");
        world.clock.move(RENEWAL.multipliedBy(2));
        world.restart();
        dispatcher = world.dispatcher(world.functions);

        // Then
        assertWaits(failPods, "unchanged for 0 s");
    }

    @Test
    void callNoSpoofWhatWasOnlyCutOff() {
        // Given
        var reschedule = requested("reschedule-job", Panics.lost(DEAD));
        assertWaits(reschedule, "unchanged");
        for (int i = 0; i < 3; i++) {
            world.clock.move(RENEWAL);
            world.nodes.renew(NODE);
            if (i < 2) assertWaits(reschedule, "unchanged");
        }

        // When
        deliver(reschedule);

        // Then
        assertThat(outcome().detail()).startsWith("alive: ");
        assertThat(world.streams.findings()).isEmpty();
    }

    @Test
    void neverTakeSilenceOfTheApiServerForANodes() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        world.nodes.goAway();
        assertWaits(failPods, "cannot read Node");
        world.clock.move(Duration.ofMinutes(10));

        // When
        deliver(failPods);

        // Then
        assertThat(world.functions.attempts()).isEmpty();
        assertThat(outcome().detail()).isEqualTo("unconfirmed: cannot read Node " + NODE + ": away");
    }

    @Test
    void giveNodesTheirTimeAgainAfterTheApiServerWasAway() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        assertWaits(failPods, "unchanged for 0 s only");
        world.nodes.goAway();
        world.clock.move(RENEWAL.multipliedBy(3));
        assertWaits(failPods, "cannot read Node");
        world.nodes.comeBack();

        // When
        assertWaits(failPods, "unchanged for 0 s only, of 20 s");

        // Then
        assertThat(world.functions.attempts()).isEmpty();
    }

    @Test
    void sayThatThereIsNoSuchNode() {
        // Given
        world.nodes.leave(NODE);

        // When
        deliver(requested("fail-pods", panicked(DEAD)));

        // Then
        assertThat(outcome().detail()).startsWith("no-node: there is no Node " + NODE);
    }

    @Test
    void spareANodeOfWhichNobodyKnowsWhichBootDied() {
        // When
        deliver(requested("fail-pods", panicked(Panics.UNKNOWN)));

        // Then
        assertThat(outcome().detail()).isEqualTo("unknown-boot: nobody knows which boot of " + NODE + " died");
    }

    @Test
    void waitUntilThatVeryBootIsFenced() {
        // Given
        var taint = requested("taint-node", panicked(DEAD));
        assertWaits(taint, "unchanged");
        world.clock.move(RENEWAL.multipliedBy(2));
        assertWaits(taint, "nobody has fenced");
        world.nodes.fence(NODE, "boot-before");
        assertWaits(taint, "nobody has fenced");
        world.nodes.fence(NODE, DEAD);

        // When
        deliver(taint);

        // Then
        assertThat(outcome().status()).isEqualTo(Status.DONE);
        assertThat(outcome().detail()).endsWith("fenced by alice");
    }

    @Test
    void sayAfterADayThatNobodyHasFenced() {
        // Given
        var taint = requested("taint-node", panicked(DEAD));
        assertWaits(taint, "unchanged");
        world.clock.move(Duration.ofDays(1));

        // When
        deliver(taint);

        // Then
        assertThat(outcome().detail()).startsWith("unconfirmed: nobody has fenced " + NODE);
    }

    @Test
    void findASpoofOnceWhereverTheResponderDies() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        assertWaits(failPods, "unchanged");
        for (int i = 0; i < 3; i++) {
            world.clock.move(RENEWAL);
            world.nodes.renew(NODE);
            if (i < 2) assertWaits(failPods, "unchanged");
        }

        for (int step = 1; step <= 4; step++) {
            // When
            world.steps.dieAt(step, step % 2 == 0);
            assertThatThrownBy(() -> deliver(failPods)).isInstanceOf(Steps.Died.class);
            world.steps.liveOn();
        }
        deliver(failPods);

        // Then
        assertThat(world.streams.findings()).hasSize(1);
        assertThat(world.streams.outcomes()).hasSize(1);
        assertThat(world.functions.attempts()).isEmpty();
    }

    @Test
    void tellOnceThatTheyWait() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));

        // When
        for (int i = 0; i < 5; i++) assertWaits(failPods, "unchanged");

        // Then
        assertThat(world.streams.verdicts())
                .filteredOn("panicked UNCONFIRMED"::equals)
                .hasSize(1);
    }

    @Test
    void lookNoMoreOnceTheirOutcomeIsRecorded() {
        // Given
        var failPods = requested("fail-pods", panicked(DEAD));
        assertWaits(failPods, "unchanged");
        world.clock.move(RENEWAL.multipliedBy(2));
        deliver(failPods);
        world.nodes.reboot(NODE, NEXT);

        // When
        deliver(failPods);

        // Then
        assertThat(world.streams.outcomes()).hasSize(1);
        assertThat(outcome().status()).isEqualTo(Status.DONE);
    }

    private Outbound requested(String action, NodeEvent event) {
        world.consider(event, 1);
        return world.streams.requested().stream()
                .filter(request -> request.subject().contains("." + action + "."))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private void deliver(Outbound request) {
        dispatcher.dispatch(World.delivered(request, ++deliveries));
    }

    private void assertWaits(Outbound request, String reason) {
        assertThatThrownBy(() -> deliver(request))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining(reason);
    }

    private Outcome outcome() {
        return world.streams.outcomes().get(0);
    }

    private double counted(String answer) {
        return world.metrics
                .counter("hikeshi.confirmations", "action", "fail-pods", "answer", answer)
                .count();
    }
}
