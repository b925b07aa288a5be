package io.hikeshi.responder.cli;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the command line hands to the beans, which Quarkus makes: there is one run in a process.
 *
 * @param began when the launcher handed over to this process
 */
record RunSession(Instant began, RunOptions options, RulesCheck rules, RunPrinter printer) {
    private static final AtomicReference<RunSession> CURRENT = new AtomicReference<>();

    static void begin(RunSession session) {
        if (!CURRENT.compareAndSet(null, session)) throw new IllegalStateException("a run began already");
    }

    /** A bean must be found by its type; a record cannot be made by Quarkus itself. */
    static final class Bean {
        @Produces
        @Dependent
        RunSession current() {
            var session = CURRENT.get();
            if (session == null) throw new IllegalStateException("no run began");
            return session;
        }
    }
}
