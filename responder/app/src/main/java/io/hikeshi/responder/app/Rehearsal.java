package io.hikeshi.responder.app;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.rules.Judgement;
import io.hikeshi.responder.rules.LastActed;
import io.hikeshi.responder.rules.Rules;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.NatsBinding;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes a panic through all that the first event will ask for, in memory: classes that are not loaded yet cost that event half a
 * second. Nothing is published, remembered, counted or logged.
 */
final class Rehearsal {
    private static final String NODE = "rehearsal";
    private static final Instant NOW = Instant.EPOCH;

    private final String cluster;
    private final Rules rules;
    private final Functions functions;
    private final Timeline timeline;
    private final Ledger ledger = new MemoryLedger();
    private final Claims claims = new Claims(ledger);
    private final List<CloudEvent> said = new ArrayList<>();

    Rehearsal(String cluster, Rules rules, Functions functions) {
        this.cluster = cluster;
        this.rules = rules;
        this.functions = functions;
        this.timeline = new Timeline(cluster);
    }

    /** @return what would have been said, and is thrown away */
    List<CloudEvent> play() {
        var event = EventCodec.decode(sent(EventCodec.encode(panic())));
        var incident = new Incidents(ledger, Duration.ZERO).of(event);
        var rounds = new Rounds(ledger, ActionRequest.Mode.SHOW);
        for (var judgement : Responder.judge(rules, event, incident, rounds.of(incident.id()), NOW)) {
            sent(timeline.judged(judgement, incident, event, NOW).event());
            judgement.effects().forEach(effect -> act(judgement, effect, incident, event));
            rounds.remember(incident.id(), Map.of(judgement.rule(), new LastActed(judgement.round(), NOW, event.id())));
        }
        return List.copyOf(said);
    }

    private void act(Judgement judgement, Judgement.Effect effect, Incident incident, NodeEvent event) {
        var wanted = Wanted.of(judgement, effect, incident, event, ActionRequest.Mode.SHOW, NOW);
        var asked = sent(ActionCodec.encode(wanted.request(), cluster, null));
        var request = ActionCodec.decodeRequest(asked);
        claims.take(request.id(), NOW);
        functions.rehearse(asked);
        var outcome = Outcome.of(request, Outcome.Status.SHOWN, "rehearsed", 1, NOW);
        var ended = claims.finish(request.id(), ActionCodec.encode(outcome, cluster, null), NOW);
        sent(timeline.entry(incident.id(), ended).event());
    }

    /** As it would arrive. */
    private CloudEvent sent(CloudEvent event) {
        said.add(event);
        return NatsBinding.read(NatsBinding.headers(event), NatsBinding.body(event));
    }

    private KernelPanicked panic() {
        var origin = new Origin(cluster, NODE, Origin.UNKNOWN_BOOT, "netconsole");
        var sender = new Sender("192.0.2.1", 6665, "extended", Nonce.UNREGISTERED, true);
        return new KernelPanicked(origin, NOW, "rehearsal", 1_000_000L, "6.1.0", sender);
    }
}
