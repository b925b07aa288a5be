package io.hikeshi.sensor.channel;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What went through all channels of this process since it started. */
@ApplicationScoped
public class Traffic {
    /** What can happen to a message. The name is part of the metric's: {@code hikeshi_published_total}. */
    public enum Count {
        /** Stored by its stream. */
        PUBLISHED,
        /** Refused by NATS for good. */
        FAILED,
        /** Refused here, because the buffer was full, or lost at the stop, or a dead letter that no stream takes. */
        DROPPED,
        /** Received, redeliveries included. */
        RECEIVED,
        /** Received not for the first time. */
        REDELIVERED,
        /** Put aside as a dead letter. */
        DEAD
    }

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
    private final List<Outlet> outlets = new CopyOnWriteArrayList<>();

    public Traffic() {
        for (Count count : Count.values()) counts.put(count, new LongAdder());
    }

    public long of(Count count) {
        return adder(count).sum();
    }

    /** Taken from the process, and not stored yet. */
    public long buffered() {
        return outlets.stream().mapToLong(Outlet::buffered).sum();
    }

    void add(Count count) {
        adder(count).increment();
    }

    void add(Count count, int times) {
        adder(count).add(times);
    }

    void watch(Outlet outlet) {
        outlets.add(outlet);
    }

    private LongAdder adder(Count count) {
        var adder = counts.get(count);
        if (adder == null) throw new IllegalStateException("no counter for " + count);
        return adder;
    }
}
