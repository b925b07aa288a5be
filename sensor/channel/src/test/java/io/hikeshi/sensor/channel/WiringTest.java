package io.hikeshi.sensor.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.junit.jupiter.api.Test;

/** The beans as an application has them, over the local connector. */
@QuarkusTest
class WiringTest {
    @Singleton
    static class Responder {
        final List<Inbound> consumed = new CopyOnWriteArrayList<>();
        final List<String> threads = new CopyOnWriteArrayList<>();
        final List<Outbound> accepted = new CopyOnWriteArrayList<>();

        @Incoming("events-in")
        @Blocking(ordered = false)
        void consume(Inbound inbound) {
            threads.add(Thread.currentThread().getName());
            consumed.add(inbound);
            if (inbound.event().getId().equals("poison")) throw new Poison("poisoned");
            if (inbound.delivery() == 1) throw new RetryLater("busy", Duration.ofMillis(10));
        }

        void see(@Observes Outbound outbound) {
            accepted.add(outbound);
        }
    }

    @Inject
    @Channel("events-out")
    @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
    MutinyEmitter<Outbound> emitter;

    @Inject
    Responder responder;

    @Inject
    Traffic traffic;

    @Inject
    @Readiness
    NatsHealth health;

    @Test
    void carriesAnEventFromAnEmitterToAMethodOnAWorkerThread() {
        // Given
        var sent = Mail.event("hikeshi.event.prod_eu.crashed.n1", "event-1");

        // When
        emitter.sendAndAwait(sent);
        emitter.sendAndAwait(Mail.event("hikeshi.event.prod_eu.crashed.n1", "poison"));

        // Then
        await().untilAsserted(() -> assertThat(responder.consumed)
                .extracting(inbound -> inbound.event().getId() + "/" + inbound.delivery())
                .containsExactlyInAnyOrder("event-1/1", "event-1/2", "poison/1"));
        assertThat(responder.threads).allMatch(name -> name.startsWith("executor-thread"));
        assertThat(responder.accepted)
                .extracting(outbound -> outbound.event().getId())
                .containsExactly("event-1", "poison");
        await().untilAsserted(() -> assertThat(traffic.of(Traffic.Count.DEAD)).isEqualTo(1));
        assertThat(health.call().getData().orElseThrow())
                .containsEntry("transport", "local")
                .containsEntry("dead", 1L);
    }
}
