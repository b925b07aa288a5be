package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.Kind;
import java.util.Map;

/**
 * How many events came how far, since the sensor started.
 *
 * @param seen events that were wanted, by kind
 * @param published those that the stream has stored
 * @param waiting those in the queues at the moment
 * @param sourceDrops records that a source could not hand over, by the source's name
 * @param queueDrops events that found their queue full
 * @param channelDrops events that the channel refused
 */
public record SensorCounts(
        Map<Kind, Long> seen,
        long published,
        int waiting,
        Map<String, Long> sourceDrops,
        long queueDrops,
        long channelDrops) {
    public SensorCounts {
        seen = Map.copyOf(seen);
        sourceDrops = Map.copyOf(sourceDrops);
    }

    public long seenOfAllKinds() {
        return seen.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Every event that this sensor should have reported and did not, as far as it can know. */
    public long drops() {
        long lost = sourceDrops.values().stream().mapToLong(Long::longValue).sum();
        return lost + queueDrops + channelDrops;
    }
}
