package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.rules.Verdict;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Tells, once for each request, that and why it waits. */
final class Waiting {
    private static final Logger LOG = Logger.getLogger(Waiting.class);

    private final Ledger ledger;
    private final Outbox outbox;
    private final Timeline timeline;
    private final Meters meters;
    private final Clock clock;

    Waiting(Ledger ledger, Outbox outbox, Timeline timeline, Meters meters, Clock clock) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.timeline = timeline;
        this.meters = meters;
        this.clock = clock;
    }

    /** Told before it is noted: a crash in between tells it again, under the same id. */
    void tell(ActionRequest request, Verdict verdict, String reason) {
        var key = request.id() + "." + verdict;
        if (ledger.get(Ledger.Bucket.CLAIMS, key).isPresent()) return;
        var told = new Pending();
        told.add(outbox.timeline(timeline.waiting(request, verdict, reason, clock.instant())));
        told.await();
        if (!ledger.create(Ledger.Bucket.CLAIMS, key, reason)) return;
        if (verdict == Verdict.OVER_BUDGET) meters.budgetSpent(request.action());
        LOG.infof(
                "waiting action=%s rule=%s incident=%s target=%s verdict=%s reason=%s",
                request.action(),
                request.rule(),
                request.incident(),
                request.target().path(),
                verdict,
                reason);
    }
}
