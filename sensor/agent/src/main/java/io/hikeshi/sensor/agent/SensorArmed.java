package io.hikeshi.sensor.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Fired once the kernel is watched and a canary's death was seen.
 *
 * @param backend such as {@code bpf}
 * @param after how long opening took, the canary included
 * @param refused better backends that do not work here, each {@code name: reason}
 */
public record SensorArmed(String backend, Instant at, Duration after, List<String> refused) {
    public SensorArmed {
        refused = List.copyOf(refused);
    }
}
