package io.hikeshi.sensor.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hikeshi.sensor.channel.Traffic.Count;
import io.hikeshi.tests.harness.NatsServer;
import io.nats.client.JetStreamApiException;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** NATS goes away, comes back, and may have forgotten everything. */
class OutageIT {
    private static final String ALL = "hikeshi.event.c.>";

    private final NatsServer nats = new NatsServer();
    private final Traffic traffic = new Traffic();
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void openServer() {
        open.add(nats);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open) one.close();
    }

    @Test
    void startsWithoutNatsAndDeliversInOrderOnceItIsThere() throws Exception {
        // Given
        var app = app();
        var mail = app.mail();
        var stored = mail.send(Mail.ids(500));
        assertThat(app.isConnected()).isFalse();
        assertThat(traffic.buffered()).isEqualTo(500);

        // When
        nats.start();

        // Then
        stored.get(20, TimeUnit.SECONDS);
        assertThat(app.isConnected()).isTrue();
        assertThat(traffic.buffered()).isZero();
        assertThat(storedIds()).isEqualTo(Mail.ids(500));
    }

    @Test
    void losesAndReordersNothingWhenNatsIsKilledUnderLoad() throws Exception {
        // Given
        nats.start();
        var app = app();
        var consumer = app.consumer(inbound -> {});
        var mail = app.mail();
        var ids = Mail.ids(6000);
        var first = mail.send(ids.subList(0, 2000));
        await().until(() -> traffic.of(Count.PUBLISHED) > 200);

        // When
        nats.kill();
        var second = mail.send(ids.subList(2000, 4000));
        await().until(() -> !app.isConnected());
        nats.start();
        var third = mail.send(ids.subList(4000, 6000));

        // Then
        CompletableFuture.allOf(first, second, third).get(30, TimeUnit.SECONDS);
        assertThat(storedIds()).isEqualTo(ids);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(new LinkedHashSet<>(consumer.ids())).hasSize(6000));
        assertThat(new ArrayList<>(new LinkedHashSet<>(consumer.ids()))).isEqualTo(ids);
        assertThat(traffic.of(Count.DROPPED) + traffic.of(Count.FAILED)).isZero();
    }

    @Test
    void acknowledgesOverTheNextConnectionWhatItReceivedOverTheLast() throws Exception {
        // Given
        nats.start();
        var app = app("ack-wait", "3s");
        var gate = new CountDownLatch(1);
        var consumer = app.consumer(inbound -> gate.await(20, TimeUnit.SECONDS));
        app.mail().send(List.of("event-0")).get(10, TimeUnit.SECONDS);
        await().until(() -> consumer.received().size() == 1);
        nats.kill();
        await().until(() -> !app.isConnected());
        nats.start();
        await().until(app::isConnected);

        // When
        gate.countDown();

        // Then
        await().untilAsserted(() -> assertThat(unacknowledged()).isZero());
        assertThat(consumer.received()).hasSize(1);
    }

    @Test
    void createsStreamAndConsumerAgainWhenTheyAreGone() throws Exception {
        // Given
        nats.start();
        var app = app();
        var consumer = app.consumer(inbound -> {});
        var mail = app.mail();
        mail.send(List.of("event-0")).get(10, TimeUnit.SECONDS);
        await().until(() -> consumer.received().size() == 1);

        // When
        nats.connect().jetStreamManagement().deleteStream("HIKESHI_EVENTS");
        mail.send(List.of("event-1")).get(10, TimeUnit.SECONDS);

        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(consumer.ids()).containsExactly("event-0", "event-1"));
    }

    @Test
    void refusesTheNewestWhileTheBufferIsFullAndTellsWhatIsLostAtTheStop() {
        // Given
        var app = app("buffer", "3", "drain", "100ms");
        var mail = app.mail();
        var taken = mail.send(Mail.ids(3));

        // When
        var fourth = mail.send(Mail.event("event-3"));

        // Then
        assertThatThrownBy(fourth::join).hasMessageContaining("3 events wait for NATS already");
        assertThat(taken).isNotDone();
        assertThat(traffic.of(Count.DROPPED)).isEqualTo(1);
        app.close();
        assertThat(traffic.of(Count.DROPPED)).isEqualTo(1 + 3);
    }

    @Test
    void keepsLongWorkFromBeingDeliveredTwice() throws Exception {
        // Given
        nats.start();
        var app = app("ack-wait", "1s");
        var consumer = app.consumer(inbound -> new CountDownLatch(1).await(3, TimeUnit.SECONDS));

        // When
        app.mail().send(List.of("event-0")).get(10, TimeUnit.SECONDS);

        // Then
        await().untilAsserted(() -> assertThat(consumer.received()).hasSize(1));
        await().untilAsserted(() -> assertThat(unacknowledged()).isZero());
        assertThat(consumer.received()).hasSize(1);
    }

    @Test
    void putsAsideWhatCannotBeReadWithItsReasonAndItsBytes() throws Exception {
        // Given
        nats.start();
        var app = app();
        app.consumer(inbound -> {});
        app.mail().send(List.of("event-0")).get(10, TimeUnit.SECONDS);

        // When
        nats.connect().jetStream().publish(Mail.SUBJECT, "no event".getBytes(UTF_8));

        // Then
        await().untilAsserted(() -> assertThat(traffic.of(Count.DEAD)).isEqualTo(1));
        var dead = nats.connect().jetStreamManagement().getFirstMessage("HIKESHI_DEAD", "hikeshi.dead.>");
        assertThat(dead.getSubject()).isEqualTo("hikeshi.dead.event.c.process=2Ecrashed.node-1");
        assertThat(new String(dead.getData(), UTF_8)).isEqualTo("no event");
        assertThat(dead.getHeaders().getFirst("hikeshi-reason")).contains("neither ce-specversion nor a content-type");
        await().untilAsserted(() -> assertThat(unacknowledged()).isZero());
    }

    @Test
    void deliversAgainWhatKilledItsConsumer() throws Exception {
        // Given
        nats.start();
        var app = app("ack-wait", "1s", "max-deliver", "1");
        app.mail().send(List.of("event-0")).get(10, TimeUnit.SECONDS);
        receiveAndNeverAnswer();

        // When
        var consumer = app.consumer(inbound -> {});

        // Then
        await().untilAsserted(() ->
                assertThat(consumer.received()).extracting(Inbound::delivery).containsExactly(2L));
        assertThat(traffic.of(Count.DEAD)).isZero();
    }

    @Test
    void triesAgainWhatNobodyAnswers() throws Exception {
        // Given
        nats.start();
        nats.connect().createDispatcher(message -> {}).subscribe("hikeshi.event.>");
        var mail = app("create-streams", "false").mail();
        var stored = mail.send(Mail.ids(3));

        // When
        var events = StreamConfiguration.builder()
                .name("HIKESHI_EVENTS")
                .subjects("hikeshi.event.>")
                .build();
        nats.connect().jetStreamManagement().addStream(events);

        // Then
        stored.get(20, TimeUnit.SECONDS);
        assertThat(storedIds()).isEqualTo(Mail.ids(3));
    }

    @Test
    void givesBackAtTheStopWhatNobodyWorksOn() throws Exception {
        // Given
        nats.start();
        var first = app();
        var stuck = first.consumer(inbound -> new CountDownLatch(1).await(20, TimeUnit.SECONDS));
        first.mail().send(Mail.ids(5)).get(10, TimeUnit.SECONDS);
        await().until(() -> stuck.received().size() == 5);

        // When
        first.close();
        var second = app().consumer(inbound -> {});

        // Then
        await().untilAsserted(() -> assertThat(second.ids()).containsExactlyInAnyOrderElementsOf(Mail.ids(5)));
    }

    private App app(String... settings) {
        var app = new App(Settings.of(nats, settings), traffic);
        open.add(0, app);
        return app;
    }

    private List<String> storedIds() throws IOException, JetStreamApiException, InterruptedException {
        var reader = nats.connect()
                .jetStream()
                .subscribe(
                        ALL,
                        ConsumerConfiguration.builder()
                                .ackPolicy(AckPolicy.None)
                                .buildPullSubscribeOptions());
        var ids = new ArrayList<String>();
        for (var batch = reader.fetch(1000, 1000); !batch.isEmpty(); batch = reader.fetch(1000, 1000)) {
            batch.forEach(message -> ids.add(message.getHeaders().getFirst("ce-id")));
        }
        return ids;
    }

    private long unacknowledged() throws IOException, JetStreamApiException {
        var consumer = nats.connect().jetStreamManagement().getConsumerInfo("HIKESHI_EVENTS", "responder");
        return consumer.getNumAckPending() + consumer.getNumPending();
    }

    /** As a consumer does that dies of what it got. */
    private void receiveAndNeverAnswer() throws IOException, JetStreamApiException, InterruptedException {
        var durable = ConsumerConfiguration.builder()
                .durable("responder")
                .filterSubject(ALL)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(Duration.ofSeconds(1))
                .build();
        var connection = nats.connect();
        connection.jetStreamManagement().addOrUpdateConsumer("HIKESHI_EVENTS", durable);
        var victim = connection.jetStream().subscribe(null, PullSubscribeOptions.bind("HIKESHI_EVENTS", "responder"));
        assertThat(victim.fetch(1, Duration.ofSeconds(5))).hasSize(1);
    }
}
