package io.hikeshi.functions;

import io.hikeshi.functions.FunctionReply.Answered;
import io.hikeshi.functions.FunctionReply.Busy;
import io.hikeshi.functions.FunctionReply.Forbidden;
import io.hikeshi.functions.FunctionReply.Malformed;
import io.hikeshi.functions.FunctionReply.NotServed;
import io.hikeshi.responder.action.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts and logs every answer: {@code hikeshi_function_requests_total}, by action and outcome. */
final class Replies {
    private static final Logger LOG = Logger.getLogger(FunctionEntry.class);
    private static final String NAME = "hikeshi.function.requests";
    /** The action of what could not be read, or is not served: a stranger's word must not become a label. */
    private static final String NO_ACTION = "none";

    private final MeterRegistry metrics;

    Replies(MeterRegistry metrics, Set<String> served) {
        this.metrics = metrics;
        var ends = Stream.concat(Stream.of(Outcome.Status.values()).map(Replies::word), Stream.of("retried"));
        ends.forEach(end -> served.forEach(action -> add(action, end, 0)));
        for (String end : List.of("unauthorized", "malformed", "forbidden", "not-served", "retried"))
            add(NO_ACTION, end, 0);
    }

    void countUnauthorized() {
        add(NO_ACTION, "unauthorized", 1);
        LOG.warn("refused request reason=it came without the responder's token");
    }

    /** @param action the function that was asked; null if it did not come so far */
    FunctionReply count(@Nullable String action, FunctionReply reply) {
        add(action == null ? NO_ACTION : action, ending(reply), 1);
        log(reply);
        return reply;
    }

    private void add(String action, String outcome, int amount) {
        metrics.counter(NAME, "action", action, "outcome", outcome).increment(amount);
    }

    private static String ending(FunctionReply reply) {
        if (reply instanceof Answered answered) return word(answered.outcome().status());
        if (reply instanceof Malformed) return "malformed";
        if (reply instanceof Forbidden) return "forbidden";
        if (reply instanceof NotServed) return "not-served";
        if (reply instanceof Busy) return "retried";
        throw new IllegalStateException("no word for " + reply);
    }

    private static void log(FunctionReply reply) {
        if (reply instanceof Answered answered) log(answered.outcome());
        if (reply instanceof Malformed refused) LOG.warnf("refused request reason=%s", refused.reason());
        if (reply instanceof Forbidden refused) LOG.warnf("refused request reason=%s", refused.reason());
        if (reply instanceof NotServed refused) LOG.warnf("refused request reason=%s", refused.reason());
        if (reply instanceof Busy busy)
            LOG.warnf("deferred request after=%s reason=%s", busy.retryAfter(), busy.reason());
    }

    private static void log(Outcome outcome) {
        var level = outcome.status() == Outcome.Status.FAILED ? Logger.Level.WARN : Logger.Level.INFO;
        LOG.logf(
                level,
                "answered action=%s status=%s target=%s incident=%s attempt=%d detail=%s",
                outcome.action(),
                word(outcome.status()),
                outcome.target().path(),
                outcome.incident(),
                outcome.attempt(),
                outcome.detail());
    }

    private static String word(Outcome.Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
