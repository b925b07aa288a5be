package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.Origin;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which node this is, and in which of its lives. */
@Dependent
class NodeName {
    private final String cluster;
    private final String node;
    private final Path kernel;

    NodeName(SensorConfig config) {
        cluster = config.cluster();
        kernel = config.sensor().proc().resolve("sys/kernel");
        node = config.node().orElseGet(() -> read("hostname"));
    }

    /**
     * Of what this node itself tells.
     *
     * @param source who tells it, such as {@code kernel}
     * @throws IllegalArgumentException if a name has characters that no cluster allows
     */
    Origin origin(String source) {
        return new Origin(cluster, node, read("random/boot_id"), source);
    }

    /** As the API server knows it. */
    String node() {
        return node;
    }

    private String read(String file) {
        try {
            return Files.readString(kernel.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + kernel.resolve(file) + "; is procfs mounted there?", e);
        }
    }
}
