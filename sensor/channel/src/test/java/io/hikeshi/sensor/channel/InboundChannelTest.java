package io.hikeshi.sensor.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InboundChannelTest {
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final Traffic traffic = new Traffic();

    @Test
    void goesOnAfterASourceThatBroke() {
        // Given
        var letter = Letter.of(Mail.event("event-0"));
        var steps = new ArrayDeque<Supplier<Delivery>>(List.of(
                () -> {
                    throw new IllegalArgumentException("a bug");
                },
                () -> new FakeDelivery(letter, answers)));
        var options = new ChannelOptions("events-in", "hikeshi.event.>", "responder", 4, 5, -1);
        var channel = new InboundChannel(options, new Steps(steps), new LocalBroker(5, traffic), traffic);

        // When
        try (var consumer = Consumer.ofAll(inbound -> {})) {
            channel.subscribe(consumer);

            // Then
            await().untilAsserted(() -> assertThat(answers).containsExactly("ack"));
            assertThat(consumer.ids()).containsExactly("event-0");
        }
    }

    @Test
    void givesBackWhatItsConsumerWouldNotTake() {
        // Given
        var broken = new Consumer(Long.MAX_VALUE, 1, inbound -> {});
        broken.close();
        var letter = Letter.of(Mail.event("event-0"));
        var steps = new ArrayDeque<Supplier<Delivery>>(List.of(() -> new FakeDelivery(letter, answers)));
        var options = new ChannelOptions("events-in", "hikeshi.event.>", "responder", 4, 5, -1);
        var channel = new InboundChannel(options, new Steps(steps), new LocalBroker(5, traffic), traffic);

        // When
        channel.subscribe(broken);

        // Then
        await().untilAsserted(() -> assertThat(answers).containsExactly("nak"));
        channel.stop();
    }

    private record Steps(Deque<Supplier<Delivery>> steps) implements Source {
        @Override
        public @Nullable Delivery next(int wanted) {
            var step = steps.poll();
            return step == null ? null : step.get();
        }

        @Override
        public void close() {}
    }
}
