package io.hikeshi.sensor.kernel;

import io.hikeshi.sensor.event.NodeEvent;
import java.io.IOException;
import java.util.Optional;

/** One place where deaths are read, such as this node's kernel. One thread reads; any thread may close. */
public interface EventSource extends AutoCloseable {
    /** The last token of the events' CloudEvents source: {@code kernel}. */
    String name();

    /** Blocks until the next death. Empty once the source was closed. */
    Optional<NodeEvent> next() throws IOException, InterruptedException;

    /** How many records were lost since the source opened because they were read too slowly. */
    long drops();

    /** Unblocks {@link #next}. Safe to call twice. */
    @Override
    void close();
}
