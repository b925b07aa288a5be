package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.Kind;
import io.hikeshi.sensor.kernel.EventSource;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Moves deaths from one source into the queue, until the source ends. */
final class SourceReader {
    private final EventSource source;
    private final DeathQueue queue;
    private final Map<Kind, AtomicLong> seen = new ConcurrentHashMap<>();

    SourceReader(EventSource source, DeathQueue queue) {
        this.source = source;
        this.queue = queue;
    }

    /** Returns when the source was closed. */
    void readAll() throws IOException, InterruptedException {
        for (var next = source.next(); next.isPresent(); next = source.next()) {
            var event = next.get();
            seen.computeIfAbsent(event.kind(), first -> new AtomicLong()).incrementAndGet();
            queue.offer(event, System.nanoTime());
        }
    }

    /** How many events were read, by kind. */
    Map<Kind, Long> seen() {
        var counts = new EnumMap<Kind, Long>(Kind.class);
        seen.forEach((kind, count) -> counts.put(kind, count.get()));
        return counts;
    }
}
