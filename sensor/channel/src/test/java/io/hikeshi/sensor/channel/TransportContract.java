package io.hikeshi.sensor.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hikeshi.sensor.channel.Traffic.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds over NATS and in memory alike. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class TransportContract {
    private static final String ALL = "hikeshi.event.c.>";

    final Traffic traffic = new Traffic();
    private final List<AutoCloseable> open = new ArrayList<>();

    /** A transport with these settings; each test has streams of its own. */
    abstract Transport transport(Traffic traffic, String... settings);

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open) one.close();
    }

    @Test
    void deliversInTheOrderOfSending() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, Consumer.ofAll(inbound -> {}));

        // When
        mail(transport).send(Mail.ids(500)).join();

        // Then
        await().untilAsserted(() -> assertThat(consumer.ids()).isEqualTo(Mail.ids(500)));
        assertThat(traffic.of(Count.PUBLISHED)).isEqualTo(500);
        assertThat(traffic.of(Count.RECEIVED)).isEqualTo(500);
    }

    @Test
    void deliversTheEventThatWasSentTraceContextIncluded() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, Consumer.ofAll(inbound -> {}));
        var sent = Mail.event("event-0");

        // When
        mail(transport).send(sent).join();

        // Then
        await().until(() -> !consumer.received().isEmpty());
        var inbound = consumer.received().get(0);
        assertThat(inbound.event()).isEqualTo(sent.event());
        assertThat(inbound.subject()).isEqualTo(sent.subject());
        assertThat(inbound.delivery()).isEqualTo(1);
    }

    @Test
    void answersARehearsalAndNeitherStoresNorCountsNorTellsIt() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, Consumer.ofAll(inbound -> {}));
        var mail = mail(transport);

        // When
        mail.send(Rehearsal.on("hikeshi.event.c.k.n")).join();
        mail.send(List.of("event-0")).join();

        // Then
        await().until(() -> !consumer.received().isEmpty());
        assertThat(consumer.ids()).containsExactly("event-0");
        assertThat(traffic.of(Count.PUBLISHED)).isEqualTo(1);
        assertThat(traffic.of(Count.FAILED)).isZero();
    }

    @Test
    void deliversAgainWhatItsConsumerPutOff() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, Consumer.ofAll(inbound -> {
            if (inbound.delivery() < 3) throw new RetryLater("not yet", Duration.ofMillis(50));
        }));

        // When
        mail(transport).send(List.of("event-0")).join();

        // Then
        await().untilAsserted(() ->
                assertThat(consumer.received()).extracting(Inbound::delivery).containsExactly(1L, 2L, 3L));
        assertThat(traffic.of(Count.REDELIVERED)).isEqualTo(2);
        assertThat(traffic.of(Count.DEAD)).isZero();
    }

    @Test
    void deliversAgainWhatFailedUnforeseen() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, Consumer.ofAll(inbound -> {
            if (inbound.delivery() == 1) throw new IllegalStateException("a bug");
        }));

        // When
        mail(transport).send(List.of("event-0")).join();

        // Then
        await().untilAsserted(() ->
                assertThat(consumer.received()).extracting(Inbound::delivery).containsExactly(1L, 2L));
    }

    @Test
    void putsPoisonAsideAndGoesOn() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, Consumer.ofAll(inbound -> {
            if (inbound.event().getId().equals("event-0")) throw new Poison("names another node");
        }));

        // When
        mail(transport).send(Mail.ids(2)).join();

        // Then
        await().untilAsserted(() -> assertThat(traffic.of(Count.DEAD)).isEqualTo(1));
        assertThat(consumer.ids()).containsExactly("event-0", "event-1");
    }

    @Test
    void putsAsideWhatFailsAsOftenAsItMay() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, options(ALL, 16, 2), Consumer.ofAll(inbound -> {
            throw new IllegalStateException("a bug");
        }));

        // When
        mail(transport).send(List.of("event-0")).join();

        // Then
        await().untilAsserted(() -> assertThat(traffic.of(Count.DEAD)).isEqualTo(1));
        assertThat(consumer.received()).hasSize(2);
    }

    @Test
    void neverPutsAsideWhatOnlyWaitsForSomething() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, options(ALL, 16, 2), Consumer.ofAll(inbound -> {
            if (inbound.delivery() < 6) throw new RetryLater("the ledger is away", Duration.ofMillis(20));
            if (inbound.delivery() == 6) throw new IllegalStateException("a bug");
        }));

        // When
        mail(transport).send(List.of("event-0")).join();

        // Then
        await().untilAsserted(() -> assertThat(consumer.received()).hasSize(7));
        assertThat(traffic.of(Count.DEAD)).isZero();
    }

    @Test
    void storesOneEventOnceHoweverOftenItIsSent() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, Consumer.ofAll(inbound -> {}));

        // When
        mail(transport)
                .send(List.of("event-0", "event-0", "event-1", "event-0"))
                .join();

        // Then
        await().untilAsserted(() -> assertThat(consumer.ids()).containsExactly("event-0", "event-1"));
    }

    @Test
    void handsOutNoMoreThanIsAskedFor() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, new Consumer(3, 4, inbound -> {}));

        // When
        mail(transport).send(Mail.ids(10)).join();

        // Then
        await().until(() -> consumer.received().size() >= 3);
        await().during(Duration.ofMillis(300)).until(() -> consumer.received().size() == 3);
    }

    @Test
    void handsOutNoMoreThanMayBeInFlightAndGoesOnAfterwards() {
        // Given
        var transport = opened();
        var gate = new CountDownLatch(1);
        var consumer = consumed(
                transport,
                options(ALL, 2, 10),
                new Consumer(Long.MAX_VALUE, 8, inbound -> gate.await(10, TimeUnit.SECONDS)));
        mail(transport).send(Mail.ids(10)).join();
        await().until(() -> consumer.received().size() == 2);
        await().during(Duration.ofMillis(300)).until(() -> consumer.received().size() == 2);

        // When
        gate.countDown();

        // Then
        await().untilAsserted(() -> assertThat(consumer.ids()).hasSize(10));
    }

    @Test
    void deliversOnlyTheSubjectsThatWereAskedFor() {
        // Given
        var transport = opened();
        var consumer = consumed(transport, options("hikeshi.event.*.killed.>", 16, 10), Consumer.ofAll(inbound -> {}));
        var mail = mail(transport);

        // When
        mail.send(Mail.event("hikeshi.event.c.crashed.n", "event-0")).join();
        mail.send(Mail.event("hikeshi.event.c.killed.n", "event-1")).join();
        mail.send(Mail.event("hikeshi.action.c.killed.n", "event-2")).join();
        mail.send(Mail.event("hikeshi.event.d.killed.n", "event-3")).join();

        // Then
        await().untilAsserted(() -> assertThat(consumer.ids()).containsExactly("event-1", "event-3"));
    }

    @Test
    void refusesASubjectThatNoStreamStores() {
        // Given
        var mail = mail(opened());

        // Then
        assertThatThrownBy(() -> mail.send(Mail.event("elsewhere.x", "event-0")).join())
                .hasMessageContaining("no stream stores the subject elsewhere.x");
    }

    @Test
    void tellsEachEventThatItTakes() {
        // Given
        var transport = opened();
        var accepted = new ArrayList<Outbound>();
        var mail = new Mail(transport.send("events-out", accepted::add));

        // When
        mail.send(Mail.event("event-0")).join();

        // Then
        assertThat(accepted).containsExactly(Mail.event("event-0"));
    }

    @Test
    void sendsEvenIfWhoeverIsToldFails() {
        // Given
        var transport = opened();
        var mail = new Mail(transport.send("events-out", accepted -> {
            throw new IllegalStateException("a broken observer");
        }));

        // When
        mail.send(Mail.event("event-0")).join();

        // Then
        assertThat(traffic.of(Count.PUBLISHED)).isEqualTo(1);
    }

    @Test
    void finishesWhatIsUnderWayBeforeItStops() {
        // Given
        var transport = opened();
        var finished = ConcurrentHashMap.<String>newKeySet();
        var consumer = consumed(transport, new Consumer(Long.MAX_VALUE, 4, inbound -> {
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
            finished.add(inbound.event().getId());
        }));
        mail(transport).send(Mail.ids(4)).join();
        await().until(() -> consumer.received().size() == 4);

        // When
        transport.close();

        // Then
        assertThat(finished).hasSize(4);
        assertThat(traffic.of(Count.DROPPED)).isZero();
    }

    final Transport opened(String... settings) {
        var transport = transport(traffic, settings);
        open.add(transport);
        return transport;
    }

    final Mail mail(Transport transport) {
        return new Mail(transport.send("events-out", accepted -> {}));
    }

    final Consumer consumed(Transport transport, Consumer consumer) {
        return consumed(transport, options(ALL, 64, 50), consumer);
    }

    final Consumer consumed(Transport transport, ChannelOptions options, Consumer consumer) {
        open.add(0, consumer);
        transport.receive(options).subscribe(consumer);
        return consumer;
    }

    static ChannelOptions options(String subject, int maxInFlight, int maxDeliver) {
        return new ChannelOptions("events-in", subject, "responder", maxInFlight, maxDeliver, -1);
    }
}
