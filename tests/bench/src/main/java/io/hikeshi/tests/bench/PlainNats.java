package io.hikeshi.tests.bench;

import io.nats.client.JetStreamApiException;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The least that a client of JetStream can do, as a peer: publishes with as many messages in flight as our sensor allows itself,
 * then pulls and acknowledges them.
 *
 * @param published a second
 * @param consumed a second
 */
record PlainNats(double published, double consumed) {
    private static final String STREAM = "BENCH_PEER";
    private static final String SUBJECT = "bench.peer";
    private static final int IN_FLIGHT = 1024;
    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static PlainNats measure(Streams streams, List<byte[]> bodies) throws IOException, InterruptedException {
        try {
            streams.management()
                    .addStream(StreamConfiguration.builder()
                            .name(STREAM)
                            .subjects(SUBJECT)
                            .build());
            publish(streams, bodies);
            double published = streams.storedPerSecond(STREAM);
            return new PlainNats(published, consume(streams, bodies.size()));
        } catch (JetStreamApiException e) {
            throw new IOException("the NATS server refused the plain client", e);
        }
    }

    private static void publish(Streams streams, List<byte[]> bodies) throws IOException {
        var jetStream = streams.connection().jetStream();
        var flying = new ArrayDeque<CompletableFuture<PublishAck>>();
        for (var body : bodies) {
            if (flying.size() == IN_FLIGHT) flying.remove().join();
            flying.add(jetStream.publishAsync(SUBJECT, body));
        }
        flying.forEach(CompletableFuture::join);
    }

    private static double consume(Streams streams, int count) throws IOException, JetStreamApiException {
        var options = PullSubscribeOptions.builder().durable("peer").build();
        var subscription = streams.connection().jetStream().subscribe(SUBJECT, options);
        long began = System.nanoTime();
        for (int consumed = 0; consumed < count; ) {
            var batch = subscription.fetch(BATCH, PATIENCE);
            if (batch.isEmpty()) throw new IOException("the plain client got %d of %d".formatted(consumed, count));
            for (var message : batch) message.ack();
            consumed += batch.size();
        }
        return count / ((System.nanoTime() - began) / 1e9);
    }
}
