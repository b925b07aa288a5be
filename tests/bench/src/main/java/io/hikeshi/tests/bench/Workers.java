package io.hikeshi.tests.bench;

import io.hikeshi.tests.harness.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Runs {@code workers.c}: processes that name themselves, live for a fraction of a millisecond and die of SIGSEGV. */
final class Workers {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Workers() {}

    /** Returns once all are dead and reaped. */
    static List<Worker> die(int count, int perSecond, Pods pods) throws IOException {
        var truth = Programs.log("workers.truth");
        Command command = Programs.command("workers", count, perSecond, truth)
                .with(pods.folders().toArray());
        Programs.outputOf(command, PATIENCE);
        return Worker.readAll(truth);
    }
}
