package io.hikeshi.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** When deaths passed by on NATS: first the event, then the first verdict about it. */
final class Journey {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> eventIds = new ConcurrentHashMap<>();
    private final Map<String, Long> events = new ConcurrentHashMap<>();
    private final Map<String, Long> verdicts = new ConcurrentHashMap<>();

    /** From now on. */
    static Journey watch(Streams streams) throws IOException, InterruptedException {
        var journey = new Journey();
        var connection = streams.connection();
        connection.createDispatcher(journey::sawEvent).subscribe("hikeshi.event.>");
        connection.createDispatcher(journey::sawVerdict).subscribe("hikeshi.timeline.>");
        try {
            connection.flush(PATIENCE);
        } catch (TimeoutException e) {
            throw new IOException("the NATS server did not answer", e);
        }
        return journey;
    }

    void awaitVerdicts(int count) {
        Awaitility.await("verdicts about %d events".formatted(count))
                .atMost(PATIENCE)
                .until(() -> verdicts.size() >= count);
    }

    /** From signal to event, in microseconds, of those that were seen. */
    Figures toEvent(List<Worker> workers) {
        return latencies(workers, events);
    }

    /** From signal to first verdict, in microseconds, of those that were judged. */
    Figures toVerdict(List<Worker> workers) {
        return latencies(workers, verdicts);
    }

    private Figures latencies(List<Worker> workers, Map<String, Long> times) {
        return Figures.of(workers.stream()
                .filter(worker -> times.containsKey(idOf(worker)))
                .map(worker -> (times.getOrDefault(idOf(worker), 0L) - worker.signalled()) / 1e3)
                .toList());
    }

    private String idOf(Worker worker) {
        return eventIds.getOrDefault(worker.pid() + " " + worker.comm(), "");
    }

    /** In binary mode: the attributes are headers, the body is the data. */
    private void sawEvent(Message message) {
        long now = System.nanoTime();
        var id = message.getHeaders().getFirst("ce-id");
        var process = read(message).path("process");
        eventIds.put(process.path("pid").asInt() + " " + process.path("comm").asText(), id);
        events.putIfAbsent(id, now);
    }

    /** Outcomes pass here too; only a verdict names its event so. */
    private void sawVerdict(Message message) {
        long now = System.nanoTime();
        var event = read(message).path("eventId").asText();
        if (!event.isEmpty()) verdicts.putIfAbsent(event, now);
    }

    private static JsonNode read(Message message) {
        try {
            return JSON.readTree(message.getData());
        } catch (IOException e) {
            throw new UncheckedIOException("a message on " + message.getSubject() + " is not JSON", e);
        }
    }
}
