package io.hikeshi.sensor.event;

import java.io.IOException;
import java.util.Optional;

/** One place where events are read, such as this node's kernel. One thread reads; any thread may close. */
public interface EventSource extends AutoCloseable {
    /** One word, for logs and metrics: {@code kernel}, {@code netconsole} and so on. */
    String name();

    /**
     * Blocks until the next event. Empty once the source was closed.
     *
     * @throws IOException if nothing can be read there any more
     */
    Optional<NodeEvent> next() throws IOException, InterruptedException;

    /** How many records were lost since the source opened because they were read too slowly. */
    long drops();

    /** An event of this source is stored where others will find it. Called by another thread than the reading one. */
    default void stored(NodeEvent event) {}

    /** Unblocks {@link #next}. Safe to call twice. */
    @Override
    void close();
}
