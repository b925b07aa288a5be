package io.hikeshi.responder.app;

import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Steps that the first event would have to take otherwise. Whatever is wrong with one is wrong with that event too, and told then. */
final class Preparation {
    private static final Logger LOG = Logger.getLogger(Preparation.class);

    private final Map<String, Callable<?>> steps;
    private volatile boolean over;

    /** @param steps by name, in their order; none may leave a trace */
    Preparation(Map<String, Callable<?>> steps) {
        this.steps = steps;
    }

    /** Never fails. */
    void run() {
        long began = System.nanoTime();
        try {
            steps.forEach(Preparation::take);
        } finally {
            over = true;
        }
        LOG.infof("prepared after=%dms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    boolean isOver() {
        return over;
    }

    private static void take(String name, Callable<?> step) {
        try {
            step.call();
        } catch (Exception | LinkageError | ServiceConfigurationError e) {
            LOG.debugf(e, "prepared without step=%s", name);
        }
    }
}
