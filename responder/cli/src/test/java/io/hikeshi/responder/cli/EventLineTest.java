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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLineTest {
    private static final Instant AT = Instant.parse("2026-03-01T09:30:00Z");

    @Test
    void printsADeathThatArrivesAsACloudEvent() {
        // When
        var line = EventLine.of(EventCodec.encode(Deaths.killed()), false);

        // Then
        assertThat(line).contains("killed sleep[4242] SIGKILL, SI_USER in cgroup unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "ACT, false, true",
        "ERROR, false, true",
        "QUIET, false, true",
        "NO_MATCH, false, false",
        "NO_MATCH, true, true",
    })
    void printsVerdictsButNotOfRulesThatAreAboutSomethingElse(String verdict, boolean verbose, boolean printed) {
        // When
        var line = EventLine.of(verdict(verdict), verbose);

        // Then
        if (printed) assertThat(line).contains("  rule crashes " + verdict + ": because");
        else assertThat(line).isEmpty();
    }

    @Test
    void printsWhatBecameOfAnAction() {
        // When
        var line = EventLine.of(ActionCodec.encode(outcome("would set 3 annotations\n"), "default", null), false);

        // Then
        assertThat(line)
                .contains("  action annotate-pod shown on namespaces/shop/pods/web-1: would set 3 annotations\\u000a");
    }

    @Test
    void leavesARequestToItsOutcome() {
        // When
        var line = EventLine.of(ActionCodec.encode(request(), "default", null), true);

        // Then
        assertThat(line).isEmpty();
    }

    private static CloudEvent verdict(String verdict) {
        var data = "{\"rule\":\"crashes\",\"verdict\":\"%s\",\"reason\":\"because\"}".formatted(verdict);
        return CloudEventBuilder.v1()
                .withId("1")
                .withType("io.hikeshi.rule.judged")
                .withSource(URI.create("/clusters/default/responder"))
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static Outcome outcome(String detail) {
        return Outcome.of(request(), Outcome.Status.SHOWN, detail, 1, AT);
    }

    private static ActionRequest request() {
        var cause = new Cause("5b1f", "process.crashed", "worker died", "f1", "node-1", "shop/web-1", AT);
        var pod = new Target.Pod("shop", "web-1", Deaths.WEB.uid());
        return new ActionRequest("ab12", "crashes", "annotate-pod", pod, 0, Map.of(), cause, ActionRequest.Mode.SHOW);
    }
}
