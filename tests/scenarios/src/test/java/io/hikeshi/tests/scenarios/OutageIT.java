package io.hikeshi.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A sensor starts without NATS, and loses nothing while NATS is away. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {
    @RegisterExtension
    static final Installation LAB = new Installation();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final int CRASHES = 500;
    private static final int PER_SECOND = 12;
    private static final String INACTIVE = """
            apiVersion: hikeshi.io/v1
            kind: Rules
            rules:
              - name: never
                on: [process.crashed]
                when: "false"
                then:
                  - action: annotate-pod
            """;

    @Test
    @Order(1)
    void aSensorStartsWithNatsDownAndDeliversWhenItIsUp() {
        // Given
        var sensor = LAB.sensor().awaitLive();
        sensor.child().awaitLine("armed", PATIENCE);
        var pod = Shop.pod(LAB, "web-early", "none");
        Shop.crashIn(LAB, pod);
        assertThat(sensor.isReady()).isFalse();

        // When
        LAB.nats.start();
        LAB.responder(LAB.rules(INACTIVE), Map.of()).awaitReady();

        // Then
        await("the event").atMost(PATIENCE).until(() -> LAB.streams.eventsOf(pod) == 1);
        sensor.awaitReady();
    }

    @Test
    @Order(2)
    void nothingIsLostOrDoubledWhenNatsIsAwayForThirtySecondsUnderLoad() {
        // Given
        var pod = Shop.pod(LAB, "web-storm", "none");

        // When
        try (var cgroup = Shop.cgroup(pod)) {
            var crashes = CompletableFuture.runAsync(() -> Shop.crashIn(LAB, cgroup, CRASHES, PER_SECOND));
            await("the first crashes").atMost(PATIENCE).until(() -> LAB.streams.eventsOf(pod) > 0);
            LAB.nats.stop();
            await("the outage").pollDelay(OUTAGE).atMost(PATIENCE).until(() -> true);
            LAB.nats.start();
            crashes.join();
        }

        // Then
        await("all events").atMost(PATIENCE).until(() -> LAB.streams.eventsOf(pod) >= CRASHES);
        assertThat(LAB.streams.eventsOf(pod)).isEqualTo(CRASHES);
    }
}
