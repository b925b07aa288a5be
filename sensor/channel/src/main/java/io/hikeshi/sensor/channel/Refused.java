package io.hikeshi.sensor.channel;

import org.jspecify.annotations.Nullable;

/** What was sent is not stored, and will not be. The message says why and what to do. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean forNow;

    Refused(String message) {
        this(message, null);
    }

    Refused(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private Refused(String message, @Nullable Throwable cause, boolean forNow) {
        super(message, cause);
        this.forNow = forNow;
    }

    /** The same might be taken at another time. */
    static Refused forNow(String message) {
        return new Refused(message, null, true);
    }

    boolean isForNow() {
        return forNow;
    }
}
