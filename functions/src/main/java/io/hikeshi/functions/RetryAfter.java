package io.hikeshi.functions;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The header of RFC 9110, section 10.2.3, in seconds; a date is not understood. */
public final class RetryAfter {
    /** Nobody may make us wait for ever. */
    private static final Duration MOST = Duration.ofMinutes(5);

    private RetryAfter() {}

    /** What the header says, within 1 s .. 5 min; else {@code otherwise}. */
    public static Duration of(@Nullable String header, Duration otherwise) {
        if (header == null || !header.strip().matches("[0-9]{1,9}")) return otherwise;
        var asked = Duration.ofSeconds(Math.max(1, Long.parseLong(header.strip())));
        return asked.compareTo(MOST) > 0 ? MOST : asked;
    }
}
