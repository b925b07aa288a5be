package io.hikeshi.sensor.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hikeshi.sensor.channel.Traffic.Count;
import io.hikeshi.tests.harness.NatsServer;
import io.hikeshi.tests.harness.NatsUser;
import io.nats.client.NKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may come in, what they may do, and what is said to those who may not. */
class LoginIT {
    private static final NatsUser ADMIN = NatsUser.unlimited("admin", "secret-1");
    /** All that a sensor needs: its own subjects, and answers. */
    private static final NatsUser SENSOR =
            new NatsUser("sensor-1", "secret-2", List.of("hikeshi.event.c.*.node-1"), List.of("_INBOX.>"));

    private final Traffic traffic = new Traffic();

    @Test
    void logsInByUserAndPassword() {
        try (var nats = started(new NatsServer(ADMIN));
                var app = app(nats, "user", "admin", "password", "secret-1")) {
            // When
            var stored = app.mail().send(List.of("event-0"));

            // Then
            await().untilAsserted(() -> assertThat(stored).isCompleted());
        }
    }

    @Test
    void saysWhoWasRefusedWithoutTellingThePassword() {
        try (var nats = started(new NatsServer(ADMIN));
                var app = app(nats, "user", "admin", "password", "wrong-secret")) {
            // When
            var taken = app.mail().send(Mail.event("event-0"));

            // Then
            await().untilAsserted(() -> assertThat(app.trouble())
                    .isEqualTo("cannot log in to NATS at " + nats.url() + " as user admin: the server refused it;"
                            + " check hikeshi.nats.user and password, credentials or nkey"));
            assertThat(taken).isNotDone();
        }
    }

    @Test
    void saysWhichCredentialsFileCannotBeRead() {
        try (var app = new App(Settings.of("credentials", "/nowhere/x.creds"), traffic)) {
            // When
            var taken = app.mail().send(Mail.event("event-0"));

            // Then
            await().untilAsserted(() -> assertThat(app.trouble())
                    .contains("cannot read hikeshi.nats.credentials /nowhere/x.creds: no such file"));
            assertThat(taken).isNotDone();
        }
    }

    @Test
    void needsNoRightsButThoseOnItsOwnSubjectsToSend() throws Exception {
        try (var nats = started(new NatsServer(ADMIN, SENSOR));
                var admin = app(nats, "user", "admin", "password", "secret-1");
                var sensor = app(nats, "user", "sensor-1", "password", "secret-2")) {
            // Given
            admin.mail().send(List.of("event-0")).get(10, TimeUnit.SECONDS);

            // When
            var stored = sensor.mail().send(List.of("event-1"));

            // Then
            stored.get(10, TimeUnit.SECONDS);
            assertThat(nats.stored("HIKESHI_EVENTS")).isEqualTo(2);
        }
    }

    @Test
    void sendsWhatWaitedOnceSomebodyElseHasCreatedTheStream() throws Exception {
        try (var nats = started(new NatsServer(ADMIN, SENSOR));
                var admin = app(nats, "user", "admin", "password", "secret-1");
                var sensor = app(nats, "user", "sensor-1", "password", "secret-2")) {
            // Given
            var waiting = sensor.mail().send(List.of("event-0", "event-1"));
            await().until(sensor::isConnected);
            await().during(Duration.ofSeconds(4)).until(() -> !waiting.isDone());

            // When
            admin.mail().send(List.of("event-2")).get(10, TimeUnit.SECONDS);

            // Then
            waiting.get(20, TimeUnit.SECONDS);
            assertThat(nats.stored("HIKESHI_EVENTS")).isEqualTo(3);
        }
    }

    @Test
    void reportsAndCountsWhatItsPermissionsForbidAndGoesOn() throws Exception {
        try (var nats = started(new NatsServer(ADMIN, SENSOR));
                var admin = app(nats, "user", "admin", "password", "secret-1");
                var sensor = app(nats, "user", "sensor-1", "password", "secret-2")) {
            // Given
            admin.mail().send(List.of("event-0")).get(10, TimeUnit.SECONDS);
            var mail = sensor.mail();

            // When
            var forged = mail.send(Mail.event("hikeshi.event.c.crashed.node-2", "event-1"));
            var own = mail.send(Mail.event("hikeshi.event.c.crashed.node-1", "event-2"));

            // Then
            assertThatThrownBy(() -> forged.get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("cannot publish on hikeshi.event.c.crashed.node-2: NATS forbids it to us");
            own.get(10, TimeUnit.SECONDS);
            assertThat(traffic.of(Count.FAILED)).isEqualTo(1);
        }
    }

    @Test
    void logsInByNkey(@TempDir Path folder) throws Exception {
        // Given
        var key = NKey.createUser(null);
        var seed = Files.writeString(folder.resolve("seed"), new String(key.getSeed()) + "\n");
        var users = "authorization {users: [{nkey: " + new String(key.getPublicKey()) + "}]}";
        try (var nats = started(new NatsServer().withConfiguration(users));
                var app = app(nats, "nkey", seed.toString())) {
            // When
            var stored = app.mail().send(List.of("event-0"));

            // Then
            stored.get(10, TimeUnit.SECONDS);
        }
    }

    private static NatsServer started(NatsServer server) {
        server.start();
        return server;
    }

    private App app(NatsServer nats, String... settings) {
        return new App(Settings.of(nats, settings), traffic);
    }
}
