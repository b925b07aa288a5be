package io.hikeshi.tests.bench;

import io.hikeshi.tests.harness.Child;
import java.time.Duration;

/** Runs {@code storm.c}: as many forks and exits a second as the machine can do, on two cores. */
final class Storm {
    static final int PARENTS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Child child;

    private Storm(Child child) {
        this.child = child;
    }

    static Storm start(int seconds) {
        return new Storm(Programs.start(Programs.command("storm", seconds, PARENTS)));
    }

    boolean isRaging() {
        return child.isAlive();
    }

    /** Forks a second, of all parents together. Waits for the end. */
    double rate() {
        return Double.parseDouble(Programs.finish(child, PATIENCE).output().strip());
    }
}
