package io.hikeshi.responder.app;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.sensor.channel.RetryLater;
import io.hikeshi.sensor.event.Text;
import io.hikeshi.sensor.event.Traceparent;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * How a request comes to its outcome: the gate, claim, ask the function, record, tell the timeline. Once an outcome is recorded the
 * function is never asked again, however often the request is delivered.
 */
final class Settlement {
    private static final Logger LOG = Logger.getLogger(Settlement.class);

    /** After a day it would tell old news, or act on a world that has moved on. */
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);

    private static final int LONGEST_DETAIL = 500;

    /** What functions count to; in a day nobody gets there. */
    private static final int MOST_ATTEMPTS = 9_999;

    private final String cluster;
    private final Functions functions;
    private final Gate gate;
    private final Claims claims;
    private final Outbox outbox;
    private final Meters meters;
    private final Clock clock;
    private final Backoff backoff;
    private final Timeline timeline;

    Settlement(
            String cluster,
            Functions functions,
            Gate gate,
            Claims claims,
            Outbox outbox,
            Meters meters,
            Clock clock,
            Backoff backoff) {
        this.cluster = cluster;
        this.functions = functions;
        this.gate = gate;
        this.claims = claims;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
        this.backoff = backoff;
        this.timeline = new Timeline(cluster);
    }

    /**
     * Returns once the outcome is durable.
     *
     * @param event the request as functions get it
     * @throws RetryLater while the gate is shut, or the function has no time
     */
    void settle(ActionRequest request, CloudEvent event, long delivery) {
        var recorded = gate.concerns(request) ? claims.outcome(request.id()) : Optional.<CloudEvent>empty();
        tell(request, recorded.orElseGet(() -> carryOut(request, event, passage(request, delivery))));
        Failpoint.reach("recorded");
    }

    /** What is too old is told so once, here: a clock that is set back meanwhile must not let it by. */
    private Gate.Passage passage(ActionRequest request, long delivery) {
        var until = request.confirmBy() == null ? request.cause().at() : request.confirmBy();
        if (clock.instant().isAfter(until.plus(GIVE_UP_AFTER))) return Gate.Passage.TOO_OLD;
        return gate.concerns(request) ? gate.pass(request, delivery) : Gate.Passage.FREE;
    }

    private CloudEvent carryOut(ActionRequest request, CloudEvent event, Gate.Passage passage) {
        var claim = claims.take(request.id(), clock.instant());
        Failpoint.reach("claimed");
        return Claims.outcomeOf(claim).orElseGet(() -> {
            int attempt = Math.min(claim.taken(), MOST_ATTEMPTS);
            var outcome = outcomeOf(request, event, passage, attempt);
            gate.passed(request, outcome);
            Failpoint.reach("acted");
            count(outcome, passage);
            return claims.finish(request.id(), encode(outcome, event), clock.instant());
        });
    }

    private void tell(ActionRequest request, CloudEvent outcome) {
        var told = new Pending();
        told.add(outbox.timeline(timeline.entry(request.incident(), outcome)));
        told.await();
    }

    private Outcome outcomeOf(ActionRequest request, CloudEvent event, Gate.Passage passage, int attempt) {
        if (passage.opens()) return passage.on(ask(request, event, attempt));
        return passage.equals(Gate.Passage.TOO_OLD)
                ? tooOld(request, attempt)
                : skipped(request, passage.seen(), attempt);
    }

    private Outcome tooOld(ActionRequest request, int attempt) {
        long hours = Duration.between(request.cause().at(), clock.instant()).toHours();
        if (attempt > 1) return failed(request, "gave up " + hours + " h after the cause", attempt);
        return skipped(request, "too old: its cause happened " + hours + " h ago", attempt);
    }

    private Outcome skipped(ActionRequest request, String why, int attempt) {
        var detail = Text.printable(why, LONGEST_DETAIL);
        return Outcome.of(request, Outcome.Status.SKIPPED, detail, attempt, clock.instant());
    }

    private Outcome ask(ActionRequest request, CloudEvent event, int attempt) {
        var reply = meters.acting(request.action()).record(() -> functions.send(event, attempt));
        if (reply instanceof Reply.Answered answered) return checked(answered.outcome(), request, attempt);
        if (reply instanceof Reply.Refused refused) return failed(request, "refused: " + refused.reason(), attempt);
        if (reply instanceof Reply.Busy busy) throw later(request, busy, attempt);
        throw new IllegalStateException("a reply of no known kind: " + reply);
    }

    private Outcome checked(Outcome outcome, ActionRequest request, int attempt) {
        if (outcome.actionId().equals(request.id())) return outcome;
        return failed(request, "the function answered about another action: " + outcome.actionId(), attempt);
    }

    private Outcome failed(ActionRequest request, String why, int attempt) {
        var detail = Text.printable(why, LONGEST_DETAIL);
        return Outcome.of(request, Outcome.Status.FAILED, detail, attempt, clock.instant());
    }

    private RetryLater later(ActionRequest request, Reply.Busy busy, int attempt) {
        meters.retried(request.action());
        var delay = backoff.after(attempt, busy.retryAfter());
        LOG.warnf(
                "postponed action=%s rule=%s incident=%s attempt=%d delay=%s reason=%s",
                request.action(),
                request.rule(),
                request.incident(),
                attempt,
                delay,
                Text.printable(busy.reason(), LONGEST_DETAIL));
        return new RetryLater(busy.reason(), delay);
    }

    private CloudEvent encode(Outcome outcome, CloudEvent request) {
        return ActionCodec.encode(outcome, cluster, Traceparent.carriedBy(request));
    }

    private void count(Outcome outcome, Gate.Passage passage) {
        meters.ended(outcome.action(), outcome.status());
        if (passage.answer() != null) meters.confirmed(outcome.action(), passage.answer());
        LOG.infof(
                "ended action=%s rule=%s incident=%s outcome=%s target=%s attempt=%d reason=%s",
                outcome.action(),
                outcome.rule(),
                outcome.incident(),
                outcome.status(),
                outcome.target().path(),
                outcome.attempt(),
                Text.printable(outcome.detail(), LONGEST_DETAIL));
    }
}
