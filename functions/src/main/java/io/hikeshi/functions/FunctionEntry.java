package io.hikeshi.functions;

import io.cloudevents.CloudEvent;
import io.hikeshi.functions.FunctionReply.Answered;
import io.hikeshi.functions.FunctionReply.Busy;
import io.hikeshi.functions.FunctionReply.Forbidden;
import io.hikeshi.functions.FunctionReply.Malformed;
import io.hikeshi.functions.FunctionReply.NotServed;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.sensor.event.MalformedEvent;
import io.hikeshi.sensor.event.Text;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** From a request as a CloudEvent to its outcome. Thread-safe; does not check who asks: that is the caller's part. */
public final class FunctionEntry {
    /** Deliveries are counted by a broker; no sane one counts further. */
    static final int MOST_ATTEMPTS = 9999;

    private static final Logger LOG = Logger.getLogger(FunctionEntry.class);
    private static final Duration WHEN_FULL = Duration.ofSeconds(1);
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(30);

    private final String cluster;
    private final Map<String, Function> functions;
    private final Semaphore free;
    private final Replies replies;
    private final Clock clock;

    /** @param functions those that this deployment serves, by name */
    FunctionEntry(String cluster, Map<String, Function> functions, int workers, Replies replies, Clock clock) {
        this.cluster = cluster;
        this.functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
        this.free = new Semaphore(workers);
        this.replies = replies;
        this.clock = clock;
    }

    /** The actions that are served. */
    public Set<String> serves() {
        return functions.keySet();
    }

    /**
     * Blocks until it is done, for some seconds at most.
     *
     * @param attempt counts the deliveries of this request, from 1
     */
    public FunctionReply handle(CloudEvent request, int attempt) {
        if (!free.tryAcquire()) return replies.count(null, new Busy("every worker is busy", WHEN_FULL));
        try {
            return decode(request, attempt);
        } finally {
            free.release();
        }
    }

    private FunctionReply decode(CloudEvent event, int attempt) {
        if (attempt < 1 || attempt > MOST_ATTEMPTS) {
            return replies.count(null, new Malformed("attempt is not in 1.." + MOST_ATTEMPTS + ": " + attempt));
        }
        try {
            return dispatch(event, ActionCodec.decodeRequest(event), attempt);
        } catch (MalformedEvent e) {
            return replies.count(null, new Malformed(String.valueOf(e.getMessage())));
        }
    }

    private FunctionReply dispatch(CloudEvent event, ActionRequest request, int attempt) {
        var asker = event.getSource().toString();
        if (!asker.equals("/clusters/" + cluster + "/responder")) {
            var reason = Text.quoted(asker) + " asks, but this is cluster " + cluster + "; set hikeshi.cluster alike";
            return replies.count(null, new Forbidden(reason));
        }
        var function = functions.get(request.action());
        if (function == null) {
            return replies.count(null, new NotServed(request.action() + " is not served here; served: " + serves()));
        }
        var trace = event.getExtension("traceparent");
        var reply = act(function, new Attempt(request, cluster, attempt), trace == null ? null : trace.toString());
        return replies.count(function.name(), reply);
    }

    private FunctionReply act(Function function, Attempt attempt, @Nullable String trace) {
        try {
            var result = result(function, attempt);
            var outcome =
                    Outcome.of(attempt.request(), result.status(), result.detail(), attempt.number(), clock.instant());
            return new Answered(outcome, ActionCodec.encode(outcome, cluster, trace));
        } catch (TryAgain e) {
            return new Busy(String.valueOf(e.getMessage()), e.after());
        } catch (RuntimeException e) {
            LOG.errorf(
                    trace(e),
                    "failed action=%s id=%s",
                    function.name(),
                    attempt.request().id());
            return new Busy(function.name() + " has a bug: " + Reason.of(e), AFTER_A_BUG);
        }
    }

    /** Where it happened without what it says, which may quote a secret. */
    private static Throwable trace(RuntimeException bug) {
        var place = new IllegalStateException(Reason.of(bug));
        place.setStackTrace(bug.getStackTrace());
        return place;
    }

    private static Result result(Function function, Attempt attempt) {
        var unknown = attempt.settingsBeyond(function.settings());
        if (unknown.isEmpty()) return function.act(attempt);
        return Result.failed(
                "%s has no setting %s; its settings: %s".formatted(function.name(), unknown, function.settings()));
    }
}
