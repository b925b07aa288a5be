package io.hikeshi.tests.scenarios;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** What happened after a death, and when: printed line by line as it happens. */
final class Chronicle {
    private final String title;
    private final Instant began;

    Chronicle(String title, Instant began) {
        this.title = title;
        this.began = began;
    }

    /** Waits for it, looking every 20 ms, and prints how long after the beginning it was seen. */
    Duration await(String what, Duration atMost, Supplier<Boolean> seen) {
        Awaitility.await(title + ": " + what)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(seen::get);
        return say(what, Instant.now());
    }

    Duration say(String what, Instant at) {
        var after = Duration.between(began, at);
        System.out.printf("%-18s %-50s %9.3f s%n", title, what, after.toMillis() / 1e3);
        return after;
    }

    /** What was not waited for, but follows from Kubernetes' own constants. */
    void compute(String what, Duration after) {
        System.out.printf("%-18s %-50s %9.3f s (computed)%n", title, what, after.toMillis() / 1e3);
    }
}
