package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.Kind;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.NodeLife;
import io.hikeshi.sensor.event.ProcessDeath;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Several sources, one way out. Three lanes keep apart what must not wait for each other: a panic never waits behind
 * thousands of dead processes, and a few long texts never take the memory of thousands of short events.
 */
final class Pipeline {
    /** While NATS is away, these and the queue are what a sensor holds of deaths: some 20 MB, which its heap can bear. */
    private static final int DEATHS_IN_FLIGHT = 4096;

    private static final int ALARMS = 1024;

    /** Each of some 100 kB. */
    private static final int TEXTS = 96;

    private static final int TEXTS_IN_FLIGHT = 32;

    private final Lane deaths;
    private final Lane alarms;
    private final Lane texts;
    private final List<Lane> lanes;
    private final List<SourceReader> readers = new ArrayList<>();
    private final Set<SourceReader> reading = new HashSet<>();
    private boolean ended;
    private volatile @Nullable Throwable failure;

    /**
     * @param capacity deaths that may wait to be published
     * @param send completes once the stream has stored it
     */
    Pipeline(int capacity, PodFacts pods, Function<Outbound, CompletionStage<Void>> send) {
        deaths = new Lane("deaths", capacity, DEATHS_IN_FLIGHT, pods, send, this::fail);
        alarms = new Lane("alarms", ALARMS, ALARMS, pods, send, this::fail);
        texts = new Lane("texts", TEXTS, TEXTS_IN_FLIGHT, pods, send, this::fail);
        lanes = List.of(deaths, alarms, texts);
        lanes.forEach(Lane::start);
    }

    /**
     * Reads on the calling thread until the source or the pipeline ends.
     *
     * @throws IOException if the source failed
     * @throws IllegalStateException if publishing failed, which ends all reading
     */
    void read(EventSource source) throws IOException, InterruptedException {
        var reader = new SourceReader(source, read -> lane(read.event()).offer(read));
        if (!begin(reader)) return;
        try {
            reader.readAll();
        } finally {
            end(reader);
        }
        if (failure != null) throw new IllegalStateException("events cannot be published any more", failure);
    }

    /** Whether what is read is also published. */
    boolean isPublishing() {
        return lanes.stream().allMatch(Lane::isAlive);
    }

    /** Closes all sources, those that come later too. */
    synchronized void end() {
        ended = true;
        reading.forEach(reader -> reader.source().close());
    }

    /** Ends reading and waits until all that was read is stored; false if that took longer. */
    boolean stop(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        end();
        if (!awaitReaders(deadline)) return false;
        lanes.forEach(Lane::stop);
        for (var lane : lanes) {
            if (!lane.awaitStored(Duration.ofNanos(deadline - System.nanoTime()))) return false;
        }
        return true;
    }

    synchronized SensorCounts counts() {
        return new SensorCounts(
                seen(),
                sum(Lane::published),
                (int) sum(Lane::waiting),
                sourceDrops(),
                sum(Lane::queueDrops),
                sum(Lane::channelDrops));
    }

    private Lane lane(NodeEvent event) {
        if (event instanceof ProcessDeath) return deaths;
        return event instanceof KernelPanicked || event instanceof NodeLife ? alarms : texts;
    }

    private synchronized boolean begin(SourceReader reader) {
        if (ended) return false;
        readers.add(reader);
        reading.add(reader);
        return true;
    }

    private synchronized void end(SourceReader reader) {
        reading.remove(reader);
        notifyAll();
    }

    private synchronized boolean awaitReaders(long deadline) throws InterruptedException {
        while (!reading.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) return false;
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    private void fail(Throwable why) {
        failure = why;
        end();
    }

    private Map<Kind, Long> seen() {
        var seen = new EnumMap<Kind, Long>(Kind.class);
        for (var reader : readers) reader.seen().forEach((kind, count) -> seen.merge(kind, count, Long::sum));
        return seen;
    }

    private Map<String, Long> sourceDrops() {
        var drops = new TreeMap<String, Long>();
        for (var reader : readers) {
            drops.merge(reader.source().name(), reader.source().drops(), Long::sum);
        }
        return drops;
    }

    private long sum(ToLongFunction<Lane> count) {
        return lanes.stream().mapToLong(count).sum();
    }
}
