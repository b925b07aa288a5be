package io.hikeshi.sensor.kernel;

import java.time.Duration;
import java.util.List;

/**
 * How a kernel source came to watch.
 *
 * @param backend the one that is used: {@code bpf}
 * @param after from opening to the canary's death being seen
 * @param refused better backends that do not work here, each {@code name: reason}
 */
public record Armed(String backend, Duration after, List<String> refused) {
    public Armed {
        refused = List.copyOf(refused);
    }
}
