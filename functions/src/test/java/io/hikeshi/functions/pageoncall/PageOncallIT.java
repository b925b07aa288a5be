package io.hikeshi.functions.pageoncall;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.because;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.nextRound;
import static io.hikeshi.functions.Requests.request;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.functions.Lab;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import io.hikeshi.tests.harness.Alert;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PageOncallIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @RegisterExtension
    static final io.hikeshi.tests.harness.Alertmanager ALERTMANAGER = new io.hikeshi.tests.harness.Alertmanager();

    @Test
    void updatesOneAlertHoweverOftenTheIncidentPages() {
        // Given
        var page = with(requestOf("i-page"), Map.of("receiver", "platform", "severity", "critical"));
        var later = with(nextRound(page), Map.of("receiver", "platform", "severity", "warning", "summary", "worse"));
        pages().act(first(page));

        // When
        pages().act(again(page));
        var result = pages().act(first(later));

        // Then
        assertThat(result.status()).as(result.detail()).isEqualTo(Status.DONE);
        assertThat(alertsOf("i-page")).singleElement().satisfies(alert -> {
            assertThat(alert.labels())
                    .containsEntry("alertname", "HikeshiIncident")
                    .containsEntry("receiver", "platform")
                    .containsEntry("cluster", "lab");
            assertThat(alert.annotations())
                    .containsEntry("summary", "worse")
                    .containsEntry("severity", "warning")
                    .containsEntry("action", later.id());
        });
        assertThat(LAB.eventsOf(page)).singleElement().satisfies(event -> {
            assertThat(event.getRegarding().getKind()).isEqualTo("Node");
            assertThat(event.getAction()).isEqualTo("page-oncall");
        });
        assertThat(LAB.failedEvents()).isZero();
    }

    @Test
    void updatesOneAlertFromTheFirstSignToTheReportTheSpoofAndTheEnd() {
        // Given
        var platform = Map.of("receiver", "platform");
        var early = because(requestOf("i-panic"), "panic", cause("kernel.panicked", "panic: null deref", null));
        var report = because(
                requestOf("i-panic"),
                "panic-report",
                cause("kernel.panic.reported", "BUG: null deref in die", "BUG\n die+0x1"));
        var spoof = because(requestOf("i-panic"), "spoof", cause("kernel.panic.disproved", "suspected spoof", null));
        pages().act(first(with(early, Map.of("receiver", "platform", "severity", "critical"))));

        // When
        pages().act(first(with(report, platform)));
        var reported = alertsOf("i-panic");
        pages().act(first(with(spoof, platform)));
        var disproved = alertsOf("i-panic");
        pages().act(first(with(nextRound(spoof), Map.of("receiver", "platform", "resolve", "true"))));

        // Then
        assertThat(reported)
                .singleElement()
                .satisfies(alert -> assertThat(alert.annotations())
                        .containsEntry("title", "BUG: null deref in die")
                        .containsEntry("trace", "BUG\n die+0x1"));
        assertThat(disproved)
                .singleElement()
                .satisfies(alert -> assertThat(alert.annotations()).containsEntry("title", "suspected spoof"));
        Awaitility.await("the alert to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> alertsOf("i-panic").isEmpty());
    }

    @Test
    void resolvesTheAlertThatItRaised() {
        // Given
        pages().act(first(requestOf("i-over")));
        assertThat(alertsOf("i-over")).hasSize(1);

        // When
        pages().act(first(with(nextRound(requestOf("i-over")), Map.of("resolve", "true"))));

        // Then
        Awaitility.await("the alert to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> alertsOf("i-over").isEmpty());
    }

    @Test
    void failsWhenAlertmanagerCallsThePageMalformed() {
        // Given
        var page = Page.of(first(requestOf("i-bad")));

        // When
        var refused = new PagerHttp()
                .post(
                        "alertmanager",
                        new Pager.Call(alertmanager().call(page, page.at()).uri(), Map.of(), "no list"));

        // Then
        assertThat(refused).hasValueSatisfying(reason -> assertThat(reason).startsWith("alertmanager answered 400"));
    }

    private static ActionRequest requestOf(String incident) {
        return request(incident, "page-oncall", new Target.Incident(incident));
    }

    private static List<Alert> alertsOf(String incident) {
        return ALERTMANAGER.alerts().stream()
                .filter(alert -> incident.equals(alert.labels().get("incident")))
                .toList();
    }

    private static PageOncall pages() {
        return new PageOncall(List.of(alertmanager()), LAB.cluster("page-oncall"), LAB.events(), Clock.systemUTC());
    }

    private static Alertmanager alertmanager() {
        return new Alertmanager(URI.create(ALERTMANAGER.url()), Duration.ofHours(4));
    }

    private static Cause cause(String kind, String title, @Nullable String trace) {
        return new Cause("e-" + kind, kind, title, "f-" + kind, "n1", null, Instant.now(), "boot-1", trace);
    }
}
