package io.hikeshi.responder.cli;

import io.cloudevents.CloudEvent;
import io.hikeshi.functions.FunctionEntry;
import io.hikeshi.functions.FunctionReply;
import io.hikeshi.responder.app.Functions;
import io.hikeshi.responder.app.Reply;
import io.hikeshi.sensor.event.StructuredJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Functions in this process: the same bytes as over HTTP, so that nothing works here which would fail there. */
@ApplicationScoped
class LocalFunctions implements Functions {
    private final FunctionEntry entry;

    LocalFunctions(FunctionEntry entry) {
        this.entry = entry;
    }

    @Override
    public Reply send(CloudEvent request, int attempt) {
        var reply = entry.handle(StructuredJson.read(StructuredJson.write(request)), attempt);
        if (reply instanceof FunctionReply.Answered answered) return new Reply.Answered(answered.outcome());
        if (reply instanceof FunctionReply.Malformed malformed) return new Reply.Refused(malformed.reason());
        if (reply instanceof FunctionReply.NotServed unserved) return new Reply.Refused(unserved.reason());
        if (reply instanceof FunctionReply.Busy busy) return new Reply.Busy(busy.reason(), busy.retryAfter());
        if (reply instanceof FunctionReply.Forbidden forbidden)
            return new Reply.Busy(forbidden.reason(), Duration.ZERO);
        throw new IllegalStateException("no answer for " + reply);
    }
}
