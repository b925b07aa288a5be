package io.hikeshi.sensor.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hikeshi.sensor.channel.Traffic.Count;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalTransportTest extends TransportContract {
    @Override
    Transport transport(Traffic traffic, String... settings) {
        return new LocalTransport(Settings.of(settings), traffic);
    }

    @Test
    void refusesTheNewestOnceItsConsumerHasTooMuchBeforeItAndCountsIt() {
        // Given
        var transport = opened("buffer", "3");
        consumed(transport, new Consumer(0, 1, inbound -> {}));
        var mail = mail(transport);
        mail.send(Mail.ids(3)).join();

        // When
        var fourth = mail.send(Mail.event("event-3"));

        // Then
        assertThatThrownBy(fourth::join)
                .hasMessageContaining("3 messages wait for their consumer already; raise hikeshi.nats.buffer");
        assertThat(traffic.of(Count.DROPPED)).isEqualTo(1);
        assertThat(traffic.buffered()).isEqualTo(3);
    }

    @Test
    void putsAsideWhatCannotBeRead() {
        // Given
        var broker = new LocalBroker(10, traffic);
        var dead = broker.receive("hikeshi.dead.>");
        var handover = new Handover("events-in", 5, broker, traffic, () -> {});
        var queue = broker.receive("hikeshi.event.>");
        broker.send(new Letter(Mail.SUBJECT, "1", Map.of("ce-specversion", "1.0"), new byte[] {1}));

        // When
        var message = handover.open(delivered(queue));

        // Then
        assertThat(message).isNull();
        var letter = delivered(dead).letter();
        assertThat(letter.subject()).isEqualTo("hikeshi.dead.event.c.process=2Ecrashed.node-1");
        assertThat(letter.headers().get(Letter.REASON))
                .startsWith("cannot read a CloudEvent from a NATS message: headers: ");
        assertThat(letter.body()).containsExactly(1);
        await().untilAsserted(() -> assertThat(queue.held()).isZero());
    }

    private static Delivery delivered(LocalQueue queue) {
        try {
            var delivery = queue.next(1);
            assertThat(delivery).isNotNull();
            if (delivery == null) throw new AssertionError();
            return delivery;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
