package io.hikeshi.responder.app;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.NodeEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** A sensor before the responder, functions behind it, and an eye on what goes over the channels. */
@Singleton
class OneProcess implements Functions {
    private static final Set<String> OUTCOMES =
            Set.of("io.hikeshi.action.completed", "io.hikeshi.action.skipped", "io.hikeshi.action.failed");

    private final MutinyEmitter<Outbound> sensor;
    private final List<Outbound> seen = new CopyOnWriteArrayList<>();
    private final List<ActionRequest> asked = new CopyOnWriteArrayList<>();

    OneProcess(@Channel("events-out") MutinyEmitter<Outbound> sensor) {
        this.sensor = sensor;
    }

    void report(NodeEvent event) {
        sensor.send(new Outbound(Subjects.of(event), EventCodec.encode(event)))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    /** The CloudEvents types of what was sent about an event or because of it. */
    List<String> typesSeen() {
        return seen.stream().map(outbound -> outbound.event().getType()).toList();
    }

    /** The subjects of what was sent. */
    List<String> subjectsSeen() {
        return seen.stream().map(Outbound::subject).toList();
    }

    List<Outcome> outcomes() {
        return seen.stream()
                .map(Outbound::event)
                .filter(event -> OUTCOMES.contains(event.getType()))
                .map(ActionCodec::decodeOutcome)
                .toList();
    }

    List<ActionRequest> asked() {
        return asked;
    }

    void see(@Observes Outbound outbound) {
        seen.add(outbound);
    }

    @Override
    public Reply send(CloudEvent event, int attempt) {
        var request = ActionCodec.decodeRequest(event);
        asked.add(request);
        return new Reply.Answered(Outcome.of(request, Outcome.Status.SHOWN, "would do it", attempt, Instant.EPOCH));
    }
}
