package io.hikeshi.tests.harness;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AlertmanagerIT {
    @RegisterExtension
    static final Alertmanager ALERTMANAGER = new Alertmanager();

    @Test
    void showsAnAlertThatWasPosted() throws Exception {
        // Given
        var alert = """
                [{"labels": {"alertname": "NodePanicked", "node": "node-1"}, "annotations": {"summary": "it died"}}]
                """;
        var request = HttpRequest.newBuilder(URI.create(ALERTMANAGER.url() + "/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(ofString(alert))
                .build();

        // When
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());

        // Then
        assertThat(ALERTMANAGER.alerts()).singleElement().satisfies(shown -> {
            assertThat(shown.labels()).containsEntry("node", "node-1");
            assertThat(shown.annotations()).containsEntry("summary", "it died");
        });
    }
}
