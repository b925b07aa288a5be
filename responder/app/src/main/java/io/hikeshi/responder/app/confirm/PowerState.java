package io.hikeshi.responder.app.confirm;

import java.io.IOException;

/** Whoever can tell whether a machine is switched off. */
public interface PowerState {
    /** Nobody can: only a person fences. */
    PowerState UNKNOWN = node -> false;

    /**
     * Blocks for a bounded time.
     *
     * @throws IOException if it could not be asked
     */
    boolean isOff(String node) throws IOException, InterruptedException;
}
