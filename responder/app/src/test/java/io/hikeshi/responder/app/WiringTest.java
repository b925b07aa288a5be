package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.ActionRequest.Mode;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.EventCodec;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InOneProcess.class)
class WiringTest {
    @Inject
    OneProcess process;

    @Inject
    Outbox outbox;

    @ConfigProperty(name = "test.url")
    String url;

    @Test
    void takesAnEventToItsOutcomes() {
        // When
        process.report(Deaths.crash(42, Instant.now(), null));

        // Then
        await().untilAsserted(() -> assertThat(process.typesSeen())
                .contains(
                        "io.hikeshi.process.crashed",
                        "io.hikeshi.rule.judged",
                        "io.hikeshi.action.requested",
                        "io.hikeshi.action.skipped"));
        await().untilAsserted(() ->
                assertThat(process.asked()).extracting(ActionRequest::action).contains("annotate-node", "cordon-node"));
        assertThat(process.asked()).extracting(ActionRequest::mode).containsOnly(Mode.SHOW);
    }

    @Test
    void destroysNothingWhereThereIsNoApiServerToAsk() {
        // When
        process.report(Panics.panicked(Panics.DEAD, 1L, Instant.now()));

        // Then
        await().untilAsserted(() -> assertThat(process.outcomes())
                .extracting(Outcome::action, Outcome::detail)
                .contains(tuple("fail-pods", "no-cluster: there is no API server to ask")));
        assertThat(process.asked()).extracting(ActionRequest::action).doesNotContain("fail-pods");
    }

    @Test
    void isReadyOnceItHasRehearsedAndLeftNoTraceOfThat() throws Exception {
        await().untilAsserted(
                        () -> assertThat(get("/q/health/ready")).contains("\"preparation\"", "\"status\": \"UP\""));

        assertThat(process.subjectsSeen()).noneMatch(subject -> subject.contains("rehearsal"));
        assertThat(process.asked()).noneMatch(request -> request.target().path().contains("rehearsal"));
        assertThat(get("/q/metrics")).doesNotContain("rehearsal");
    }

    @Test
    void judgesWhatItFoundOutItself() {
        // Given
        var finding = Panics.disproved(Panics.DEAD);

        // When
        outbox.finding(new Outbound(Subjects.of(finding), EventCodec.encode(finding)));

        // Then
        await().untilAsserted(() ->
                assertThat(process.asked()).extracting(ActionRequest::action).contains("uncordon-node"));
    }

    @Test
    void tellsItsRulesToWhoeverAsksForItsHealth() throws Exception {
        var body = get("/q/health");

        assertThat(body).contains("\"rules\"", "\"count\": 3", "\"apply\": false", "src/test/rules");
    }

    @Test
    void countsFromZero() throws Exception {
        var body = get("/q/metrics");

        assertThat(body)
                .contains("hikeshi_verdicts_total{rule=\"crashed\",verdict=\"quiet\"} 0.0")
                .contains("hikeshi_confirmations_total{action=\"fail-pods\",answer=\"suspected_spoof\"} 0.0")
                .contains("hikeshi_budget_spent_total{action=\"cordon-node\"} 0.0")
                .contains("hikeshi_actions_total{action=\"page-oncall\",outcome=\"failed\"} 0.0")
                .contains("hikeshi_events_total{kind=\"process.oomkilled\"} 0.0");
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
