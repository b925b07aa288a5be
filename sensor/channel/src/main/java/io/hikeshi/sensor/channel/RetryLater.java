package io.hikeshi.sensor.channel;

import java.time.Duration;

/** It did not work this time: deliver again after a delay. An answer, so no stack trace. */
public final class RetryLater extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration delay;

    public RetryLater(String reason, Duration delay) {
        super(reason, null, false, false);
        this.delay = delay;
    }

    public Duration delay() {
        return delay;
    }
}
