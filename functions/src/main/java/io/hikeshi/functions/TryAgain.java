package io.hikeshi.functions;

import java.time.Duration;

/** It did not work now and may later: the request is to be delivered again. */
public final class TryAgain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration after;

    /** @param message what was tried, on what, and why not */
    public TryAgain(String message, Duration after) {
        super(message);
        this.after = after;
    }

    /** How long to leave it alone. */
    public Duration after() {
        return after;
    }
}
