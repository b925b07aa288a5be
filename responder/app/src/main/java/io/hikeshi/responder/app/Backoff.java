package io.hikeshi.responder.app;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before asking again: twice as long each time, never all at once, never less than the function asked for. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST_LINE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Doubling more often than this would only overflow. */
    private static final int MOST_DOUBLINGS = 10;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** @param attempt the one that failed, from 1 */
    Duration after(int attempt, Duration atLeast) {
        var doubled = FIRST.multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, attempt - 1)));
        var bounded = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        var jittered = bounded.dividedBy(2).plusMillis(random.nextLong(bounded.toMillis() / 2 + 1));
        return jittered.compareTo(atLeast) > 0 ? jittered : atLeast.plus(jittered.dividedBy(4));
    }

    /** Until something that takes its time may have come true: soon at first, then rarely. */
    Duration nextLook(long delivery, Duration most) {
        long bound = Math.min(most.toMillis(), 1_000L << Math.min(MOST_DOUBLINGS, Math.max(0, delivery - 1)));
        return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
    }

    /** Until there may be a place among the requests of one action: the longer the line is, the longer one waits in it. */
    Duration inLine(long delivery) {
        long bound = Math.min(LONGEST_LINE.toMillis(), 100L << Math.min(MOST_DOUBLINGS, Math.max(0, delivery - 1)));
        return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
    }
}
