package io.hikeshi.responder.rules;

import static io.hikeshi.responder.rules.Samples.AT;
import static io.hikeshi.responder.rules.Samples.crash;
import static io.hikeshi.responder.rules.Samples.file;
import static io.hikeshi.responder.rules.Samples.rule;
import static io.hikeshi.responder.rules.Samples.summary;
import static io.hikeshi.responder.rules.Samples.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final Instant NOW = AT.plusSeconds(1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.signal == \"SIGSEGV\"",
                "event.signalCode == \"\" && event.process.namespacePid == 0",
                "pod.labels[\"app\"] == \"web\" && pod.namespace == \"shop\"",
                "container.id == \"\" && workload.kind == \"\"",
                "event.stack.exists(frame, frame.function == \"level3\")",
                "event.process.pid == 4242 && node.startsWith(\"n1\") && incident == \"5b1f\"",
                "event.title.matches(\"died of .*\")"
            })
    void actsWhereTheConditionHolds(String condition) {
        // When
        var judgement = Judge.judge(rule(when(condition)), crash(), null, NOW);

        // Then
        assertThat(judgement.verdict()).as(judgement.reason()).isEqualTo(Verdict.ACT);
        assertThat(judgement.effects()).extracting(Judgement.Effect::action).containsExactly(ActionKind.ANNOTATE_POD);
    }

    @Test
    void saysNoMatchWhereTheConditionDoesNotHold() {
        var judgement = Judge.judge(rule(when("event.signal == \"SIGABRT\"")), crash(), null, NOW);

        assertThat(judgement.verdict()).isEqualTo(Verdict.NO_MATCH);
        assertThat(judgement.reason()).isEqualTo("when is false");
    }

    @Test
    void saysNoMatchForKindsThatARuleIsNotAbout() {
        var rule = rule(file("on: [process.exited]", "then: [{action: annotate-pod}]"));

        var judgement = Judge.judge(rule, crash(), null, NOW);

        assertThat(judgement.verdict()).isEqualTo(Verdict.NO_MATCH);
        assertThat(judgement.reason()).isEqualTo("is not about process.crashed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pod.labels[\"tier\"] == \"web\" | pod.labels[\"tier\"] == \"web\" failed: there is no \"tier\"",
                "event.stack[7].module == \"x\" | event.stack[7].module == \"x\" failed: Index out of bounds: 7",
                "1 / event.process.uid == 1 | 1 / event.process.uid == 1 failed: / by zero",
            })
    void saysErrorAndWhyWhereAnExpressionFails(String condition, String reason) {
        var judgement = Judge.judge(rule(when(condition)), crash(), null, NOW);

        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.reason()).isEqualTo(reason);
    }

    @Test
    void endsAnExpressionThatWouldRunForLong() {
        var rule = rule(when("([1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, "
                + "[1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, a + b + c + d > 0)))))"));

        var judgement = Judge.judge(rule, crash(), null, NOW);

        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.reason()).contains("Iteration budget exceeded: 1000");
    }

    @Test
    void isQuietUntilTheRealertTimeHasPassed() {
        // Given
        var rule = rule(file("on: [process.crashed]", "realert: 10m", "then: [{action: annotate-pod}]"));
        var last = new LastActed(0, AT, "event-1");
        var next = crash("event-2", AT.plusSeconds(60));

        // When
        var early = Judge.judge(rule, next, last, AT.plus(Duration.ofMinutes(5)));
        var late = Judge.judge(rule, next, last, AT.plus(Duration.ofMinutes(10)));

        // Then
        assertThat(early.verdict()).isEqualTo(Verdict.QUIET);
        assertThat(early.reason()).isEqualTo("acted 5m ago, realert is 10m");
        assertThat(late.verdict()).isEqualTo(Verdict.ACT);
        assertThat(late.round()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"true, MUTED", "false, ACT", "'', ACT"})
    void isMutedByALabelOfThePodAlone(String value, Verdict verdict) {
        // Given
        var data = Samples.crashData();
        data.put("pod", Map.of("uid", "u-1", "labels", Map.of("hikeshi.io/ignore", value)));
        var facts = Facts.of(Kind.PROCESS_CRASHED, "event-1", AT, data, "5b1f");

        // When
        var judgement = Judge.judge(rule(when("true")), facts, null, NOW);

        // Then
        assertThat(judgement.verdict()).isEqualTo(verdict);
        if (verdict == Verdict.MUTED) {
            assertThat(judgement.reason()).isEqualTo("the pod is labelled hikeshi.io/ignore=true");
            assertThat(judgement.effects()).isEmpty();
        }
    }

    @Test
    void actsInTheSameRoundWhenTheSameEventComesAgain() {
        // Given
        var last = new LastActed(3, AT, "event-1");

        // When
        var again = Judge.judge(rule(when("true")), crash("event-1", AT.minusSeconds(5)), last, NOW);

        // Then
        assertThat(again.verdict()).isEqualTo(Verdict.ACT);
        assertThat(again.round()).isEqualTo(3);
    }

    @Test
    void isQuietAboutABacklogFromBeforeItLastActed() {
        // Given
        var last = new LastActed(0, AT, "event-1");
        var older = crash("event-0", AT.minusSeconds(3600));

        // When
        var judgement = Judge.judge(rule(when("true")), older, last, AT.plus(Duration.ofDays(1)));

        // Then
        assertThat(judgement.verdict()).isEqualTo(Verdict.QUIET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"{node}: {event.title}\" | n1.example.com: web died of SIGSEGV in level3 (SEGV_MAPERR)",
                "'{pod.labels[\"app\"]} {event.exitCode}' | web 139",
                "'{{not this}} but {event.coreDumped}' | {not this} but false",
                "'{ {\"a\": \"}\"}[\"a\"] }' | }",
                "\"plain\" | plain",
            })
    void fillsPlaceholdersIn(String template, String text) {
        var judgement = Judge.judge(rule(summary(template)), crash(), null, NOW);

        assertThat(judgement.effects())
                .singleElement()
                .satisfies(effect -> assertThat(effect.with()).isEqualTo(Map.of("summary", text)));
    }

    @Test
    void rendersNothingThatCouldForgeALine() {
        // Given
        var data = Samples.crashData();
        data.put("title", "web\r\n\u001b[2Jdied" + "x".repeat(5_000));
        var facts = Facts.of(Kind.PROCESS_CRASHED, "event-1", AT, data, "5b1f");

        // When
        var judgement = Judge.judge(rule(summary("\"{event.title}\"")), facts, null, NOW);

        // Then
        var text = judgement.effects().get(0).with().getOrDefault("summary", "");
        assertThat(text).startsWith("web\\u000d\\u000a\\u001b[2Jdied").hasSizeLessThan(1_025);
    }

    @Test
    void saysErrorWhereATextFails() {
        var judgement = Judge.judge(rule(summary("'{pod.labels[\"tier\"]}'")), crash(), null, NOW);

        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.reason()).isEqualTo("pod.labels[\"tier\"] failed: there is no \"tier\"");
    }
}
