package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.ActionRequest.Mode;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.app.confirm.Answer;
import io.hikeshi.responder.app.confirm.Answer.Confirmed;
import io.hikeshi.responder.app.confirm.Answer.Reason;
import io.hikeshi.responder.app.confirm.Answer.Vetoed;
import io.hikeshi.responder.app.confirm.Confirmation;
import io.hikeshi.responder.rules.Verdict;
import io.hikeshi.sensor.channel.RetryLater;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What must hold before a function is asked: the node's death is confirmed, if the rule wants that, no budget is spent, and no page
 * is replaced by one that tells less.
 * What does not hold yet is waited for by delivering the request again, so that it holds no worker meanwhile.
 */
final class Gate {
    private static final String UNCONFIRMED = "unconfirmed";
    private static final String CONFIRMED = "confirmed";

    private static final Duration NEXT_LOOK = Duration.ofSeconds(2);
    /** For what takes a person, or an hour. */
    private static final Duration NEXT_LOOK_AT_LEAST = Duration.ofSeconds(15);

    private final Confirmation confirmation;
    private final Budgets budgets;
    private final Waiting waiting;
    private final Findings findings;
    private final PagedNews news;
    private final Clock clock;
    private final Backoff backoff;

    Gate(
            Confirmation confirmation,
            Budgets budgets,
            Waiting waiting,
            Findings findings,
            PagedNews news,
            Clock clock,
            Backoff backoff) {
        this.confirmation = confirmation;
        this.budgets = budgets;
        this.waiting = waiting;
        this.findings = findings;
        this.news = news;
        this.clock = clock;
        this.backoff = backoff;
    }

    /**
     * What the gate said of a request.
     *
     * @param opens whether the function may be asked
     * @param answer for counting: {@code confirmed}, {@code rebooted} and so on; null if nothing was to confirm
     * @param seen what that rests on; empty if nothing was to confirm
     */
    record Passage(boolean opens, @Nullable String answer, String seen) {
        static final Passage FREE = new Passage(true, null, "");
        /** Nobody looked: whatever it waited for, it is over. */
        static final Passage TOO_OLD = new Passage(false, null, "too old");
        /** There is a newer word already, which came another way. */
        static final Passage OUTDONE = new Passage(false, null, "the page tells more by now");

        /** The function's outcome, which says as well what it rests on. */
        Outcome on(Outcome outcome) {
            if (seen.isEmpty()) return outcome;
            return new Outcome(
                    outcome.actionId(),
                    outcome.incident(),
                    outcome.rule(),
                    outcome.action(),
                    outcome.target(),
                    outcome.status(),
                    outcome.detail() + "; " + answer + ": " + seen,
                    outcome.attempt(),
                    outcome.at());
        }
    }

    /** Whether a request has anything to wait for. */
    boolean concerns(ActionRequest request) {
        return request.confirm() != Confirm.NONE || isBudgeted(request) || news.concerns(request);
    }

    /**
     * Looks once.
     *
     * @throws RetryLater while it does not hold yet
     */
    Passage pass(ActionRequest request, long delivery) {
        if (news.concerns(request) && news.outdo(request)) return Passage.OUTDONE;
        var passage = request.confirm() == Confirm.NONE ? objected(request, delivery) : confirmed(request, delivery);
        if (passage.opens() && isBudgeted(request)) requireBudget(request, delivery);
        return passage;
    }

    /** Remembers what the function did, for those who come later. */
    void passed(ActionRequest request, Outcome outcome) {
        boolean isDone = outcome.status() == Status.DONE || outcome.status() == Status.ALREADY_DONE;
        if (isDone && news.concerns(request)) news.paged(request);
    }

    private boolean isBudgeted(ActionRequest request) {
        return request.mode() == Mode.APPLY && budgets.holdBack(request.action());
    }

    private Passage confirmed(ActionRequest request, long delivery) {
        var answer = confirmation.confirm(request.confirm(), request.cause());
        if (answer instanceof Confirmed confirmed) return new Passage(true, CONFIRMED, confirmed.seen());
        if (answer instanceof Vetoed vetoed) return vetoed(request, vetoed);
        return unconfirmed(request, answer, delivery);
    }

    private Passage unconfirmed(ActionRequest request, Answer answer, long delivery) {
        var until = request.confirmBy() == null ? Instant.MIN : request.confirmBy();
        if (!clock.instant().isBefore(until)) {
            return new Passage(false, UNCONFIRMED, UNCONFIRMED + ": " + answer.seen());
        }
        waiting.tell(request, Verdict.UNCONFIRMED, answer.seen());
        var most = request.confirm() == Confirm.FENCED ? NEXT_LOOK_AT_LEAST : NEXT_LOOK;
        throw new RetryLater(answer.seen(), backoff.nextLook(delivery, most));
    }

    /** What is waited for a budget may be overtaken: a node that came back must not be cordoned an hour later. */
    private Passage objected(ActionRequest request, long delivery) {
        if (delivery == 1) return Passage.FREE;
        return confirmation
                .objection(request.cause())
                .map(vetoed -> vetoed(request, vetoed))
                .orElse(Passage.FREE);
    }

    private Passage vetoed(ActionRequest request, Vetoed vetoed) {
        if (vetoed.reason() == Reason.SUSPECTED_SPOOF) findings.disprove(request.cause(), vetoed);
        var word = vetoed.reason().word();
        return new Passage(false, word, word + ": " + vetoed.seen());
    }

    /** Looking at the node from the first time on makes the second look worth something. */
    private void requireBudget(ActionRequest request, long delivery) {
        var spent = budgets.take(request);
        if (spent.isEmpty()) return;
        if (delivery == 1) objected(request, delivery + 1);
        waiting.tell(request, Verdict.OVER_BUDGET, spent.get());
        throw new RetryLater(spent.get(), backoff.nextLook(delivery, NEXT_LOOK_AT_LEAST));
    }
}
