package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.event.Kind;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Hands on the events of one source, until the source ends. */
final class SourceReader {
    private final EventSource source;
    private final Consumer<EventQueue.Waiting> then;
    private final Map<Kind, AtomicLong> seen = new ConcurrentHashMap<>();

    SourceReader(EventSource source, Consumer<EventQueue.Waiting> then) {
        this.source = source;
        this.then = then;
    }

    /** Returns when the source was closed. */
    void readAll() throws IOException, InterruptedException {
        for (var next = source.next(); next.isPresent(); next = source.next()) {
            var event = next.get();
            seen.computeIfAbsent(event.kind(), first -> new AtomicLong()).incrementAndGet();
            then.accept(new EventQueue.Waiting(event, source, System.nanoTime()));
        }
    }

    EventSource source() {
        return source;
    }

    /** How many events were read, by kind. */
    Map<Kind, Long> seen() {
        var counts = new EnumMap<Kind, Long>(Kind.class);
        seen.forEach((kind, count) -> counts.put(kind, count.get()));
        return counts;
    }
}
