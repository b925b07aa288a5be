package io.hikeshi.tests.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.tests.harness.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What NATS holds of the scenario. */
final class Streams {
    private static final List<String> CONSUMED = List.of("HIKESHI_EVENTS", "HIKESHI_ACTIONS");

    private final NatsServer nats;
    /** Made when first needed, since some scenarios start without NATS; the server's end closes it. */
    private @Nullable Connection connection;

    Streams(NatsServer nats) {
        this.nats = nats;
    }

    /** Events stored so far, each counted once. */
    long events() {
        return nats.stored("HIKESHI_EVENTS");
    }

    /** Events stored so far of processes in that pod, each counted once. */
    long eventsOf(Pod pod) {
        var uid = pod.getMetadata().getUid();
        return ask("count the events of " + uid, connection -> {
            var stream = connection.getStreamContext("HIKESHI_EVENTS");
            long last = stream.getStreamInfo().getStreamState().getLastSequence();
            long count = 0;
            for (long i = 1; i <= last; i++) {
                if (new String(stream.getMessage(i).getData(), UTF_8).contains(uid)) count++;
            }
            return count;
        });
    }

    /** Whether every event and every request has been acknowledged. */
    boolean areDone() {
        return CONSUMED.stream().allMatch(this::isDone);
    }

    /** Publishes as it is, and waits until it is stored. */
    void publish(String subject, Map<String, String> headers, byte[] body) {
        var message = NatsMessage.builder().subject(subject).data(body).headers(natsHeaders(headers));
        ask("publish on " + subject, connection -> connection.jetStream().publish(message.build()));
    }

    /** Why each dead letter was put aside. */
    List<String> deadLetterReasons() {
        return ask("read dead letters", connection -> {
            var stream = connection.getStreamContext("HIKESHI_DEAD");
            var state = stream.getStreamInfo().getStreamState();
            var reasons = new ArrayList<String>();
            for (long i = state.getFirstSequence(); i <= state.getLastSequence(); i++) {
                reasons.add(stream.getMessage(i).getHeaders().getFirst("hikeshi-reason"));
            }
            return reasons;
        });
    }

    private static Headers natsHeaders(Map<String, String> headers) {
        var nats = new Headers();
        headers.forEach(nats::put);
        return nats;
    }

    private interface Question<T> {
        T ask(Connection connection) throws IOException, JetStreamApiException;
    }

    private <T> T ask(String what, Question<T> question) {
        try {
            return question.ask(connection());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot " + what, e);
        } catch (JetStreamApiException e) {
            throw new IllegalStateException("NATS refused to " + what, e);
        }
    }

    private synchronized Connection connection() {
        if (connection == null) connection = nats.connect();
        return connection;
    }

    private boolean isDone(String stream) {
        return ask(
                "count what is left of " + stream,
                connection -> connection.jetStreamManagement().getConsumers(stream).stream()
                        .allMatch(consumer -> consumer.getNumPending() == 0 && consumer.getNumAckPending() == 0));
    }
}
