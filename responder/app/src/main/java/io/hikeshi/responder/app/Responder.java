package io.hikeshi.responder.app;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.rules.Facts;
import io.hikeshi.responder.rules.Judge;
import io.hikeshi.responder.rules.Judgement;
import io.hikeshi.responder.rules.LastActed;
import io.hikeshi.responder.rules.Rules;
import io.hikeshi.responder.rules.Verdict;
import io.hikeshi.sensor.channel.Inbound;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.channel.Poison;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.KernelPanicDisproved;
import io.hikeshi.sensor.event.MalformedEvent;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Traceparent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * An event's way: decode, complete, find its incident, judge every rule, publish verdicts and requests, remember. Every
 * step gives the same ids when the event is delivered again, so a crash between any two loses and repeats nothing.
 */
final class Responder {
    private static final Logger LOG = Logger.getLogger(Responder.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final String cluster;
    private final ActionRequest.Mode mode;
    private final RulesInForce rules;
    private final Completion completion;
    private final Incidents incidents;
    private final Rounds rounds;
    private final Outbox outbox;
    private final Meters meters;
    private final Clock clock;
    private final Timeline timeline;

    Responder(
            String cluster,
            ActionRequest.Mode mode,
            RulesInForce rules,
            Completion completion,
            Incidents incidents,
            Rounds rounds,
            Outbox outbox,
            Meters meters,
            Clock clock) {
        this.cluster = cluster;
        this.mode = mode;
        this.rules = rules;
        this.completion = completion;
        this.incidents = incidents;
        this.rounds = rounds;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
        this.timeline = new Timeline(cluster);
    }

    /** Returns once all that follows from the event is durable. */
    void consider(Inbound inbound) {
        var event = decode(inbound);
        Failpoint.reach("decoded");
        meters.judging().record(() -> follow(completion.complete(event, inbound.delivery())));
        meters.received(event.kind());
    }

    /** Names that no action could stand for, such as a node's that begins with a dash, are refused when they are written. */
    private void follow(NodeEvent event) {
        try {
            consider(event);
        } catch (MalformedEvent e) {
            throw new Poison("cannot act for event " + event.id() + ": " + e.getMessage());
        }
    }

    private void consider(NodeEvent event) {
        var now = clock.instant();
        var incident = incidents.of(event);
        var judgements = judge(rules.rules(), event, incident, rounds.of(incident.id()), now);
        judgements.forEach(judgement -> tell(judgement, incident, event));
        publish(judgements, incident, event, now);
        Failpoint.reach("judged");

        var acting = judgements.stream()
                .filter(judgement -> judgement.verdict() == Verdict.ACT)
                .toList();
        request(acting, incident, event, now);
        Failpoint.reach("requested");

        rounds.remember(
                incident.id(),
                acting.stream()
                        .collect(Collectors.toMap(
                                Judgement::rule, judgement -> new LastActed(judgement.round(), now, event.id()))));
        if (event instanceof KernelPanicDisproved) rounds.waive(incident.id());
        Failpoint.reach("remembered");
    }

    private void publish(List<Judgement> judgements, Incident incident, NodeEvent event, Instant now) {
        var pending = new Pending();
        judgements.forEach(judgement -> pending.add(outbox.timeline(timeline.judged(judgement, incident, event, now))));
        pending.await();
    }

    private void request(List<Judgement> acting, Incident incident, NodeEvent event, Instant now) {
        var pending = new Pending();
        for (var judgement : acting) {
            for (var effect : judgement.effects()) {
                pending.add(request(Wanted.of(judgement, effect, incident, event, mode, now), now));
            }
        }
        pending.await();
    }

    private NodeEvent decode(Inbound inbound) {
        try {
            var event = EventCodec.decode(inbound.event());
            if (event.origin().cluster().equals(cluster) && Subjects.of(event).equals(inbound.subject())) return event;
            meters.refused("forged");
            throw new Poison("refused event " + event.id() + ": its source "
                    + event.origin().source() + " may not speak on subject " + inbound.subject()
                    + " to the responder of cluster " + cluster);
        } catch (MalformedEvent e) {
            meters.refused("malformed");
            throw new Poison(String.valueOf(e.getMessage()));
        }
    }

    /** By each rule, in their order; tells nobody. */
    static List<Judgement> judge(
            Rules rules, NodeEvent event, Incident incident, Map<String, LastActed> last, Instant now) {
        var facts = Facts.of(event.kind(), event.id(), event.at(), dataOf(event), incident.id());
        return rules.all().stream()
                .map(rule -> Judge.judge(rule, facts, last.get(rule.name()), now))
                .toList();
    }

    private void tell(Judgement judgement, Incident incident, NodeEvent event) {
        meters.judged(judgement.rule(), judgement.verdict());
        var level = judgement.verdict() == Verdict.ACT || judgement.verdict() == Verdict.ERROR
                ? Logger.Level.INFO
                : Logger.Level.DEBUG;
        LOG.logf(
                level,
                "judged event=%s rule=%s verdict=%s incident=%s reason=%s",
                event.id(),
                judgement.rule(),
                judgement.verdict(),
                incident.id(),
                judgement.reason());
    }

    private CompletionStage<Void> request(Wanted wanted, Instant now) {
        if (wanted.whyNot() != null) return skip(wanted.request(), wanted.whyNot(), now);
        var request = wanted.request();
        var encoded = ActionCodec.encode(request, cluster, traceOf(request));
        return outbox.request(new Outbound(Subjects.of(request, cluster), encoded));
    }

    private CompletionStage<Void> skip(ActionRequest request, String why, Instant now) {
        meters.ended(request.action(), Outcome.Status.SKIPPED);
        LOG.infof(
                "skipped action=%s rule=%s incident=%s reason=%s",
                request.action(), request.rule(), request.incident(), why);
        var outcome = Outcome.of(request, Outcome.Status.SKIPPED, why, 1, now);
        var encoded = ActionCodec.encode(outcome, cluster, traceOf(request));
        return outbox.timeline(timeline.entry(request.incident(), encoded));
    }

    private static String traceOf(ActionRequest request) {
        return Traceparent.of(request.cause().eventId());
    }

    private static Map<String, Object> dataOf(NodeEvent event) {
        var data = EventCodec.encode(event).getData();
        if (data == null) throw new IllegalStateException("the codec gave no data for event " + event.id());
        try {
            return JSON.readValue(data.toBytes(), OBJECT);
        } catch (IOException e) {
            throw new UncheckedIOException("the codec gave no JSON object for event " + event.id(), e);
        }
    }
}
