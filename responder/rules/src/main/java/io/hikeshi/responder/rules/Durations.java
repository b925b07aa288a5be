package io.hikeshi.responder.rules;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as rules write them: {@code 30s}, {@code 10m}, {@code 1h}, {@code 2d}. */
final class Durations {
    /** Six digits of days are still far from what {@link Duration} can hold. */
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,6})([smhd])");

    private static final Map<String, ChronoUnit> UNITS =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);

    private Durations() {}

    /** Empty if it is not written so. */
    static Optional<Duration> parse(String text) {
        var written = WRITTEN.matcher(text);
        if (!written.matches()) return Optional.empty();
        var unit = UNITS.getOrDefault(written.group(2), ChronoUnit.SECONDS);
        return Optional.of(Duration.of(Long.parseLong(written.group(1)), unit));
    }

    /** As {@link #parse}; empty too if it is out of bounds. */
    static Optional<Duration> within(String text, Duration least, Duration most) {
        return parse(text).filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0);
    }

    /** The largest unit that divides it, so that {@code 1h} reads {@code 1h} again. */
    static String describe(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds > 0 && seconds % 86_400 == 0) return seconds / 86_400 + "d";
        if (seconds > 0 && seconds % 3_600 == 0) return seconds / 3_600 + "h";
        if (seconds > 0 && seconds % 60 == 0) return seconds / 60 + "m";
        return seconds + "s";
    }
}
