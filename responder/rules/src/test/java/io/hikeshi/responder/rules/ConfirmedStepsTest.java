package io.hikeshi.responder.rules;

import static io.hikeshi.responder.rules.Samples.file;
import static io.hikeshi.responder.rules.Samples.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.responder.action.Confirm;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmedStepsTest {
    @Test
    void readsHowSureAStepMustBeAndHowLongItWaitsForThat() {
        // When
        var rule = rule(file(
                "on: [kernel.panicked]",
                "then:",
                "  - action: cordon-node",
                "  - { action: reschedule-job, confirm: node-dead }",
                "  - { action: fail-pods, confirm: node-dead, within: 3m }",
                "  - { action: taint-node, confirm: fenced }"));

        // Then
        assertThat(rule.then())
                .extracting(Step::confirm)
                .containsExactly(Confirm.NONE, Confirm.NODE_DEAD, Confirm.NODE_DEAD, Confirm.FENCED);
        assertThat(rule.then())
                .extracting(Step::within)
                .containsExactly(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kernel.panicked | {action: fail-pods} | 6:12: fail-pods destroys, and needs to be sure of the node's "
                        + "death; write confirm: node-dead, or confirm: fenced",
                "kernel.panicked | {action: reschedule-job, confirm: none} | 6:46: reschedule-job destroys, and needs to "
                        + "be sure of the node's death; write confirm: node-dead, or confirm: fenced",
                "kernel.panicked | {action: taint-node, confirm: node-dead} | 6:42: taint-node destroys, and needs to be "
                        + "sure of the node's death; write confirm: fenced",
                "kernel.panicked | {action: delete-pods} | 6:12: delete-pods destroys, and needs to be sure of the "
                        + "node's death; write confirm: fenced",
                "kernel.panicked | {action: delete-node, confirm: node-dead} | 6:43: delete-node destroys, and needs to "
                        + "be sure of the node's death; write confirm: fenced",
                "kernel.panicked | {action: fail-pods, confirm: dead} | 6:41: confirm is \"dead\"; there are: none, "
                        + "node-dead, fenced",
                "kernel.panicked | {action: cordon-node, within: 1m} | 6:42: within is there, but nothing to confirm; "
                        + "add confirm: node-dead, or leave it out",
                "kernel.panicked | {action: fail-pods, confirm: fenced, within: 2d} | 6:57: within \"2d\" is not a time "
                        + "of 1s..1d; write 30s, 10m or 1h",
                "node.rebooted | {action: fail-pods, confirm: fenced} | 6:41: there is nothing to confirm about "
                        + "node.rebooted: it tells of no node's death; confirm in a rule on: [kernel.panicked]",
            })
    void refusesAStepThatCouldDestroyWithoutBeingSure(String kind, String step, String error) {
        // Given
        var yaml = file("on: [" + kind + "]", "then: [" + step + "]");

        // When
        var reading = assertThatThrownBy(() -> Rules.parse("rules.yaml", yaml));

        // Then
        reading.isInstanceOf(BrokenRules.class).hasMessageStartingWith("rules.yaml:" + error);
    }
}
