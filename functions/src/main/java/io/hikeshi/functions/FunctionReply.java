package io.hikeshi.functions;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.Outcome;
import java.time.Duration;

/** What a request is answered with. */
public sealed interface FunctionReply {
    /**
     * It ended; delivering it again would change nothing.
     *
     * @param event the outcome's CloudEvents form
     */
    record Answered(Outcome outcome, CloudEvent event) implements FunctionReply {}

    /** It is no request, and never will be one. */
    record Malformed(String reason) implements FunctionReply {}

    /** It is a request, but of another cluster. */
    record Forbidden(String reason) implements FunctionReply {}

    /** This deployment does not serve the action. */
    record NotServed(String reason) implements FunctionReply {}

    /** To be delivered again, not before {@code retryAfter}. */
    record Busy(String reason, Duration retryAfter) implements FunctionReply {}
}
