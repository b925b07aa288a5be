package io.hikeshi.sensor.agent;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import org.jboss.logging.Logger;

/** Lets a child die now and then, to prove that deaths are still seen: a watcher can also go blind without an error. */
@ApplicationScoped
class Canary {
    private static final Logger LOG = Logger.getLogger(Canary.class);

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final KernelOpener opener;
    private final NodeName node;
    private final Timer clock = new Timer("canary", true);
    private volatile boolean unseen;

    Canary(KernelOpener opener, NodeName node) {
        this.opener = opener;
        this.node = node;
    }

    void start(@Observes StartupEvent started) {
        var check = new TimerTask() {
            @Override
            public void run() {
                check();
            }
        };
        clock.schedule(check, PERIOD.toMillis(), PERIOD.toMillis());
    }

    void stop(@Observes ShutdownEvent ending) {
        clock.cancel();
    }

    /** Whether the last canary died without being seen. */
    boolean isUnseen() {
        return unseen;
    }

    private void check() {
        var kernel = opener.source();
        if (kernel == null) return;
        try {
            report(kernel.checkCanary());
        } catch (IOException | RuntimeException e) {
            LOG.warnf("skipped canary node=%s reason=%s", node.node(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(boolean seen) {
        if (seen == unseen) LOG.log(level(seen), "canary died node=" + node.node() + " seen=" + seen);
        unseen = !seen;
    }

    private static Logger.Level level(boolean seen) {
        return seen ? Logger.Level.INFO : Logger.Level.ERROR;
    }
}
