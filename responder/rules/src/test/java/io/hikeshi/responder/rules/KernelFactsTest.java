package io.hikeshi.responder.rules;

import static io.hikeshi.responder.rules.Samples.AT;
import static io.hikeshi.responder.rules.Samples.file;
import static io.hikeshi.responder.rules.Samples.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelFactsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.sender.known && event.sender.format == \"extended\"",
                "event.reason.startsWith(\"Fatal\")",
                "event.usec > 1000000 && event.sender.nonce != \"wrong\"",
                "node == \"n1.example.com\" && event.bootId == \"boot-7\"",
            })
    void letRulesAskWhoSaidThatAKernelPanicked(String condition) {
        // Given
        var rule = rule(file("on: [kernel.panicked]", "when: " + condition, "then: [{action: cordon-node}]"));

        // When
        var judgement = Judge.judge(rule, panicked(), null, AT);

        // Then
        assertThat(judgement.verdict()).as(judgement.reason()).isEqualTo(Verdict.ACT);
    }

    @Test
    void letRulesAskForTheDiagnosisAndWriteItOut() {
        // Given
        var rule = rule(file(
                "on: [kernel.panic.reported, kernel.panic.recovered, kernel.oopsed]",
                "when: event.diagnosis.title.contains(\"sysrq\") && \"nvme\" in event.diagnosis.modules",
                "then:",
                "  - action: page-oncall",
                "    with: { summary: \"{node}: {event.diagnosis.title} ({event.diagnosis.release})\" }"));

        // When
        var judgement = Judge.judge(rule, reported(), null, AT);

        // Then
        assertThat(judgement.effects())
                .singleElement()
                .satisfies(effect ->
                        assertThat(effect.with()).containsEntry("summary", "n1.example.com: BUG in sysrq (6.18.0)"));
    }

    @Test
    void letRulesAskWhatTheApiServerKnowsOfANode() {
        // Given
        var rule = rule(file(
                "on: [node.lost]",
                "when: event.ready == \"Unknown\" && event.leaseSeconds == 40",
                "then: [{action: annotate-node}]"));
        var facts = Facts.of(
                Kind.NODE_LOST,
                "event-1",
                AT,
                Map.of("node", "n1", "bootId", "boot-7", "ready", "Unknown", "leaseSeconds", 40),
                "5b1f");

        // Then
        assertThat(Judge.judge(rule, facts, null, AT).verdict()).isEqualTo(Verdict.ACT);
    }

    private static Facts panicked() {
        var sender = Map.<String, Object>of(
                "address", "10.0.0.7", "port", 6665, "format", "extended", "nonce", "verified", "known", true);
        var data = Map.<String, Object>of(
                "title",
                "kernel panic: Fatal exception",
                "node",
                "n1.example.com",
                "bootId",
                "boot-7",
                "reason",
                "Fatal exception",
                "usec",
                8_374_456_345L,
                "sender",
                sender);
        return Facts.of(Kind.KERNEL_PANICKED, "event-1", AT, data, "5b1f");
    }

    private static Facts reported() {
        var diagnosis = Map.<String, Object>of(
                "title", "BUG in sysrq", "release", "6.18.0", "modules", List.of("nvme", "overlay"));
        var data = Map.<String, Object>of("node", "n1.example.com", "diagnosis", diagnosis);
        return Facts.of(Kind.KERNEL_PANIC_REPORTED, "event-2", AT, data, "5b1f");
    }
}
