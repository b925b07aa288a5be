package io.hikeshi.responder.app;

import io.hikeshi.responder.action.Outcome;
import java.time.Duration;

/** What a function answered. */
public sealed interface Reply {
    /** It is done, or never will be: the outcome says which. */
    record Answered(Outcome outcome) implements Reply {}

    /** The function cannot read the request, or does not serve it; asking again would not help. */
    record Refused(String reason) implements Reply {}

    /**
     * Not now.
     *
     * @param retryAfter the least time to wait; zero if the function did not say
     */
    record Busy(String reason, Duration retryAfter) implements Reply {}
}
