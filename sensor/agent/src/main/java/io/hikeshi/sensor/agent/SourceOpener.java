package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.EventSource;
import java.io.IOException;

/** One kind of source, opened if it was asked for. Every bean of this type takes part. */
interface SourceOpener {
    /** As the source itself is called. */
    String name();

    boolean isWanted();

    /** Without it the whole sensor would look alive and see nothing of what it is there for; so it ends. */
    boolean isEssential();

    /**
     * Called once, on a thread of its own.
     *
     * @throws IOException if it cannot be read here; the message says why, and what to do
     */
    EventSource open() throws IOException;
}
