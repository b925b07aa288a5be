package io.hikeshi.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NatsServerIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void keepsWhatItAcknowledgedOverAKill() throws Exception {
        // Given
        try (var nats = new NatsServer()) {
            nats.start();
            makeStream(nats);
            nats.connect().jetStream().publish("deaths.node-1", new byte[] {1});

            // When
            nats.kill();
            nats.start();

            // Then
            assertThat(nats.stored("DEATHS")).isEqualTo(1);
        }
    }

    @Test
    void letsAUserPublishOnlyToItsOwnSubjects() throws Exception {
        // Given
        var admin = NatsUser.unlimited("admin", "a");
        var sensor = new NatsUser("sensor", "s", List.of("deaths.node-1"), List.of("_INBOX.>"));
        try (var nats = new NatsServer(admin, sensor)) {
            nats.start();
            makeStream(nats);
            var connection = nats.connect(sensor);

            // When
            connection.publish("deaths.node-1", new byte[] {1});
            connection.publish("deaths.node-2", new byte[] {2});
            connection.flush(SECOND);

            // Then
            assertThat(nats.stored("DEATHS")).isEqualTo(1);
            assertThat(connection.getLastError()).contains("deaths.node-2");
        }
    }

    @Test
    void takesMoreConfiguration() {
        // Given
        try (var nats = new NatsServer().withConfiguration("max_payload: 2KB")) {

            // When
            nats.start();

            // Then
            assertThat(nats.connect().getServerInfo().getMaxPayload()).isEqualTo(2048);
        }
    }

    private static void makeStream(NatsServer nats) throws Exception {
        var stream = StreamConfiguration.builder()
                .name("DEATHS")
                .subjects("deaths.>")
                .build();
        nats.connect().jetStreamManagement().addStream(stream);
    }
}
