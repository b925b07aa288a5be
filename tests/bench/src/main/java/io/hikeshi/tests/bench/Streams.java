package io.hikeshi.tests.bench;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** JetStream as its server sees it. */
final class Streams {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Connection connection;
    private final JetStreamManagement management;

    Streams(Connection connection) throws IOException {
        this.connection = connection;
        this.management = connection.jetStreamManagement();
    }

    Connection connection() {
        return connection;
    }

    JetStreamManagement management() {
        return management;
    }

    void awaitStored(String stream, long messages) {
        await(stream + " to hold " + messages, () -> {
            var state = management.getStreamInfo(stream).getStreamState();
            return state.getMsgCount() >= messages;
        });
    }

    /** Waits until a durable consumer has acknowledged all there is. */
    void awaitConsumed(String stream, String durable) {
        await(durable + " to consume " + stream, () -> {
            var consumer = management.getConsumerInfo(stream, durable);
            return consumer.getNumPending() == 0 && consumer.getNumAckPending() == 0;
        });
    }

    /** From the first message stored to the last. */
    double seconds(String stream) throws IOException {
        return ask(() -> {
            var state = management.getStreamInfo(stream).getStreamState();
            return Duration.between(state.getFirstTime(), state.getLastTime()).toNanos() / 1e9;
        });
    }

    double storedPerSecond(String stream) throws IOException {
        return ask(() -> management.getStreamInfo(stream).getStreamState().getMsgCount()) / seconds(stream);
    }

    List<byte[]> bodies(String stream) throws IOException {
        return ask(() -> {
            var state = management.getStreamInfo(stream).getStreamState();
            var bodies = new ArrayList<byte[]>();
            for (long i = state.getFirstSequence(); i <= state.getLastSequence(); i++) {
                bodies.add(management.getMessage(stream, i).getData());
            }
            return bodies;
        });
    }

    /** A stream or a consumer may not be there yet: whoever is measured makes it. */
    private static void await(String what, Callable<Boolean> reached) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(JetStreamApiException.class)
                .until(reached);
    }

    private static <T> T ask(Callable<T> question) throws IOException {
        try {
            return question.call();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the NATS server refused an answer: " + e.getMessage(), e);
        }
    }
}
