package io.hikeshi.sensor.agent;

import io.cloudevents.CloudEvent;
import io.hikeshi.sensor.event.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Measures what this program promises: from the arrival of a panic's line to its event being on its way, 50 ms at most. */
@ApplicationScoped
class EarlyWord {
    private static final Logger LOG = Logger.getLogger(EarlyWord.class);

    private final Timer timer;

    EarlyWord(MeterRegistry registry) {
        timer = Timer.builder("hikeshi.netconsole.early").register(registry);
    }

    /** The channel has just taken this event. */
    void sent(CloudEvent event) {
        var arrived = event.getTime();
        if (!event.getType().equals(Kind.KERNEL_PANICKED.type()) || arrived == null) return;
        var after = Duration.between(arrived.toInstant(), Instant.now());
        timer.record(after);
        LOG.infof("told event=%s after=%dms", event.getId(), after.toMillis());
    }
}
