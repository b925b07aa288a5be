package io.hikeshi.responder.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks at the rule files every second. Polled, because the kubelet changes a mounted ConfigMap by swapping a symlink two
 * levels up, of which a watch on the file hears nothing.
 */
@Singleton
final class RulesWatch {
    private static final Logger LOG = Logger.getLogger(RulesWatch.class);

    private final RulesInForce rules;
    private final Meters meters;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var watch = new Thread(work, "hikeshi-rules");
        watch.setDaemon(true);
        return watch;
    });

    RulesWatch(RulesInForce rules, Meters meters, Clock clock) {
        this.rules = rules;
        this.meters = meters;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, ResponderConfig config) {
        LOG.infof(
                "loaded rules count=%d source=%s actions=%s",
                rules.rules().all().size(),
                rules.rules().source(),
                config.responder().apply() ? "applied" : "shown");
        thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** An executor forgets a task that throws once. */
    private void look() {
        try {
            if (rules.refresh(clock.instant())) meters.know(rules.rules());
        } catch (RuntimeException e) {
            LOG.errorf(e, "failed to look at rules source=%s", rules.rules().source());
        }
    }
}
