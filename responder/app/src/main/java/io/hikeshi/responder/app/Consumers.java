package io.hikeshi.responder.app;

import io.hikeshi.sensor.channel.Inbound;
import io.hikeshi.sensor.channel.RetryLater;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Where messages come in. Returning acknowledges; throwing has them delivered again, or put aside. */
@ApplicationScoped
class Consumers {
    private static final Duration UNTIL_REACHABLE = Duration.ofSeconds(2);

    private final Responder responder;
    private final Dispatcher dispatcher;

    Consumers(Responder responder, Dispatcher dispatcher) {
        this.responder = responder;
        this.dispatcher = dispatcher;
    }

    @Incoming("events-in")
    @Blocking(value = "judging", ordered = false)
    void event(Inbound event) {
        try {
            responder.consider(event);
        } catch (LedgerUnavailable e) {
            throw new RetryLater(String.valueOf(e.getMessage()), UNTIL_REACHABLE);
        }
    }

    @Incoming("requests-in")
    @Blocking(value = "acting", ordered = false)
    void request(Inbound request) {
        try {
            dispatcher.dispatch(request);
        } catch (LedgerUnavailable e) {
            throw new RetryLater(String.valueOf(e.getMessage()), UNTIL_REACHABLE);
        }
    }
}
