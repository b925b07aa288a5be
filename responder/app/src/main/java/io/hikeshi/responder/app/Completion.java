package io.hikeshi.responder.app;

import io.hikeshi.sensor.channel.RetryLater;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.ProcessDeath;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Adds to an event what its sensor could not wait for. */
final class Completion {
    private static final Logger LOG = Logger.getLogger(Completion.class);

    /** Rules need labels to judge rightly, so an outage of the API server is waited for; but people hear of it in a minute. */
    private static final long PATIENT_DELIVERIES = 12;

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Pods pods;

    Completion(Pods pods) {
        this.pods = pods;
    }

    /**
     * The event with its pod's name, labels and workload, if they can be learnt.
     *
     * @throws RetryLater if the API server does not answer, for the first minute
     */
    NodeEvent complete(NodeEvent event, long delivery) {
        var pod = event.pod();
        if (pod == null || pod.isNamed() || !(event instanceof ProcessDeath death)) return event;
        try {
            var found = pods.find(pod.uid(), event.origin().node());
            return found.isPresent() ? death.in(found.get(), death.container()) : event;
        } catch (PodsUnavailable e) {
            if (delivery <= PATIENT_DELIVERIES) throw new RetryLater(String.valueOf(e.getMessage()), RETRY);
            LOG.warnf("judged without pod event=%s uid=%s reason=%s", event.id(), pod.uid(), e.getMessage());
            return event;
        }
    }
}
