package io.hikeshi.functions.pageoncall;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.nextRound;
import static io.hikeshi.functions.Requests.request;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.functions.Lab;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import io.hikeshi.tests.harness.Alert;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
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
        var later = with(nextRound(page), Map.of("receiver", "platform", "severity", "critical", "summary", "worse"));
        pages().act(first(page));

        // When
        pages().act(again(page));
        var result = pages().act(first(later));

        // Then
        assertThat(result.status()).as(result.detail()).isEqualTo(Status.DONE);
        assertThat(alertsOf("i-page")).singleElement().satisfies(alert -> {
            assertThat(alert.labels())
                    .containsEntry("alertname", "segfault")
                    .containsEntry("receiver", "platform")
                    .containsEntry("severity", "critical")
                    .containsEntry("cluster", "lab");
            assertThat(alert.annotations()).containsEntry("summary", "worse").containsEntry("action", later.id());
        });
        assertThat(LAB.eventsOf(page)).singleElement().satisfies(event -> {
            assertThat(event.getRegarding().getKind()).isEqualTo("Node");
            assertThat(event.getAction()).isEqualTo("page-oncall");
        });
        assertThat(LAB.failedEvents()).isZero();
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
}
