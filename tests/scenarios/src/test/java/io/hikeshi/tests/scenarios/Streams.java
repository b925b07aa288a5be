package io.hikeshi.tests.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.tests.harness.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** What is stored of that kind and boot, each once; oldest first. */
    <T extends NodeEvent> List<T> stored(Class<T> kind, String bootId) {
        return messages("HIKESHI_EVENTS").stream()
                .map(message -> Told.read(message.getHeaders(), message.getData()))
                .filter(event -> event.origin().bootId().equals(bootId))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The incidents on whose timelines one of these events stands. */
    Set<String> incidentsOf(Collection<String> eventIds) {
        return messages("HIKESHI_TIMELINE").stream()
                .filter(message -> eventIds.stream().anyMatch(new String(message.getData(), UTF_8)::contains))
                .map(message -> message.getSubject().replaceFirst(".*\\.", ""))
                .collect(toUnmodifiableSet());
    }

    /** Events stored so far of processes in that pod, each counted once. */
    long eventsOf(Pod pod) {
        var uid = pod.getMetadata().getUid();
        return messages("HIKESHI_EVENTS").stream()
                .filter(message -> new String(message.getData(), UTF_8).contains(uid))
                .count();
    }

    /** When the newest event of that kind of that node was stored; empty if there is none yet. */
    Optional<Instant> storedAt(String kind, String node) {
        var subject = "hikeshi.event.%s.%s.%s".formatted(Installation.CLUSTER, kind.replace('.', '_'), node);
        return messages("HIKESHI_EVENTS").stream()
                .filter(message -> message.getSubject().equals(subject))
                .map(message -> message.getTime().toInstant())
                .max(Comparator.naturalOrder());
    }

    /** What was told about that incident, oldest first, as JSON. */
    List<String> timeline(String incident) {
        return messages("HIKESHI_TIMELINE").stream()
                .filter(message -> message.getSubject().endsWith("." + incident))
                .map(message -> new String(message.getData(), UTF_8))
                .toList();
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
        return messages("HIKESHI_DEAD").stream()
                .map(message -> message.getHeaders().getFirst("hikeshi-reason"))
                .toList();
    }

    /** None if nobody has made the stream yet. */
    private List<MessageInfo> messages(String stream) {
        return ask("read " + stream, connection -> {
            if (!connection.jetStreamManagement().getStreamNames().contains(stream)) return List.of();
            var context = connection.getStreamContext(stream);
            var state = context.getStreamInfo().getStreamState();
            var messages = new ArrayList<MessageInfo>();
            for (long i = state.getFirstSequence(); i > 0 && i <= state.getLastSequence(); i++) {
                messages.add(context.getMessage(i));
            }
            return messages;
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
