package io.hikeshi.sensor.channel;

import org.jspecify.annotations.Nullable;

/** What was sent is not stored, and will not be. The message says why and what to do. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
        this(message, null);
    }

    Refused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
