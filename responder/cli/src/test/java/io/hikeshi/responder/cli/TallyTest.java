package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.action.Target;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.NodeRebooted;
import io.hikeshi.sensor.event.Origin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TallyTest {
    private static final Instant AT = Instant.parse("2026-03-01T09:30:00Z");

    private final CloudEvent death = EventCodec.encode(Deaths.killed());
    private final Tally tally = new Tally();

    @BeforeEach
    void twoRulesAreInForce() {
        tally.rules(2);
    }

    @Test
    void sumsUpWhatWentByOnceEveryRequestHasItsOutcome() throws Exception {
        // Given
        tally.count(death);
        tally.count(verdict());
        tally.count(requested("web-1"));
        tally.count(ended("web-1"));

        // When
        tally.awaitQuiet(Duration.ofMinutes(1));

        // Then
        assertThat(tally.summary(2)).isEqualTo("stopped: 1 death, 1 action, 2 drops");
    }

    @Test
    void countsWhatHappensToNodesApartFromDeathsAndWaitsForItsVerdictsToo() {
        // Given
        var rebooted = new NodeRebooted(new Origin("default", "node-1", "boot-8", "lease"), AT, "boot-7");

        // When
        tally.count(EventCodec.encode(rebooted));

        // Then
        assertThat(tally.isSettled()).isFalse();
        assertThat(tally.summary(0)).isEqualTo("stopped: 0 deaths, 1 event of nodes, 0 actions, 0 drops");
    }

    @Test
    void isNotSettledBeforeADeathWasJudged() {
        // When
        tally.count(death);

        // Then
        assertThat(tally.isSettled()).isFalse();
    }

    @Test
    void isNotSettledByAnOutcomeThatHadNoRequest() {
        // Given
        tally.count(death);
        tally.count(verdict());
        tally.count(requested("web-1"));

        // When
        tally.count(ended("web-2"));

        // Then
        assertThat(tally.isSettled()).isFalse();
    }

    @Test
    void waitsForNoVerdictsWhereThereAreNoRules() {
        // Given
        tally.rules(0);

        // When
        tally.count(death);

        // Then
        assertThat(tally.isSettled()).isTrue();
    }

    private CloudEvent verdict() {
        var data = "{\"rule\":\"crashes\",\"verdict\":\"ACT\",\"eventId\":\"%s\"}".formatted(death.getId());
        return CloudEventBuilder.v1()
                .withId("1")
                .withType("io.hikeshi.rule.judged")
                .withSource(URI.create("/clusters/default/responder"))
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static CloudEvent requested(String pod) {
        return ActionCodec.encode(request(pod), "default", null);
    }

    private static CloudEvent ended(String pod) {
        var outcome = Outcome.of(request(pod), Outcome.Status.SKIPPED, "no such pod", 1, AT);
        return ActionCodec.encode(outcome, "default", null);
    }

    private static ActionRequest request(String pod) {
        var cause = new Cause("5b1f", "process.crashed", "worker died", "f1", "node-1", "shop/" + pod, AT);
        var target = new Target.Pod("shop", pod, Deaths.WEB.uid());
        return new ActionRequest(
                "ab12", "crashes", "annotate-pod", target, 0, Map.of(), cause, ActionRequest.Mode.SHOW);
    }
}
