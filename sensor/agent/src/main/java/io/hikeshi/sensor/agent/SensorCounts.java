package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.Kind;
import java.util.Map;

/**
 * How many deaths came how far, since the sensor was armed.
 *
 * @param seen deaths that were wanted, by kind
 * @param published those that the stream has stored
 * @param waiting those in the queue at the moment
 * @param kernelDrops records that the kernel could not hand over
 * @param queueDrops deaths that found the queue full
 * @param channelDrops deaths that the channel refused
 */
public record SensorCounts(
        Map<Kind, Long> seen, long published, int waiting, long kernelDrops, long queueDrops, long channelDrops) {
    static final SensorCounts NONE = new SensorCounts(Map.of(), 0, 0, 0, 0, 0);

    public SensorCounts {
        seen = Map.copyOf(seen);
    }

    public long seenOfAllKinds() {
        return seen.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Every death that this sensor should have reported and did not, as far as it can know. */
    public long drops() {
        return kernelDrops + queueDrops + channelDrops;
    }
}
