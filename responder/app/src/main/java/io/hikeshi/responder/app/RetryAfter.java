package io.hikeshi.responder.app;

import java.time.Duration;

/** The HTTP header of RFC 9110, section 10.2.3, in seconds: dates need clocks that agree, and no function sends one. */
final class RetryAfter {
    /** Nobody may keep a request for longer. */
    private static final long MOST_SECONDS = 600;

    private RetryAfter() {}

    /** Zero if it is no number. */
    static Duration parse(String header) {
        if (!header.matches("[0-9]{1,9}")) return Duration.ZERO;
        return Duration.ofSeconds(Math.min(MOST_SECONDS, Long.parseLong(header)));
    }
}
