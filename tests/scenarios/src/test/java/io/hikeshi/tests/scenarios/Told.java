package io.hikeshi.tests.scenarios;

import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.NatsBinding;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.tests.harness.NatsServer;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Each time that a witness told of an event, also when the stream drops it because another one told the same before. */
final class Told {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Queue<NodeEvent> events = new ConcurrentLinkedQueue<>();

    private Told() {}

    /** Of all that is told from now on. */
    static Told from(NatsServer nats) {
        var told = new Told();
        var connection = nats.connect();
        connection.createDispatcher(told::add).subscribe("hikeshi.event.>");
        try {
            connection.flush(PATIENCE);
        } catch (TimeoutException e) {
            throw new IllegalStateException("cannot listen on " + nats.url(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return told;
    }

    /** Of that boot of a node, in the order in which they were told. */
    <T extends NodeEvent> List<T> of(Class<T> kind, String bootId) {
        return events.stream()
                .filter(event -> event.origin().bootId().equals(bootId))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** What a message of the stream of events says. */
    static NodeEvent read(@Nullable Headers headers, byte[] body) {
        var attributes = new HashMap<String, String>();
        if (headers != null) headers.forEach((name, values) -> attributes.put(name, values.get(0)));
        return EventCodec.decode(NatsBinding.read(attributes, body));
    }

    private void add(Message message) {
        events.add(read(message.getHeaders(), message.getData()));
    }
}
