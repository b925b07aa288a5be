package io.hikeshi.functions.cluster;

import io.hikeshi.functions.Result;
import io.hikeshi.functions.RetryAfter;
import io.hikeshi.functions.TryAgain;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The API server said no for good: asking again in the same way would not help. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration UNTIL_GRANTED = Duration.ofSeconds(30);
    /** The API server names one that refused, such as ours over the fields that a function may change. */
    private static final String POLICY = "ValidatingAdmissionPolicy";

    /** A list that was read too slowly: the rest of it is known no more. */
    private static final int EXPIRED = 410;

    private final int status;

    /** @param message what was tried, on what, and what the server said */
    private ApiFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    /**
     * What an answer other than 2xx means: {@link TryAgain} where time, or an operator, may change it.
     *
     * @param what verb and path
     * @param said the server's words, printable
     * @param retryAfter the header; null if there is none
     */
    static RuntimeException of(String what, int status, String said, @Nullable String retryAfter) {
        var message = "cannot %s: the API server answered %d: %s".formatted(what, status, said);
        if (status == 401 || status == EXPIRED || status == 429 || status >= 500) {
            return new TryAgain(message, RetryAfter.of(retryAfter, RETRY));
        }
        if (status == 403 && !said.contains(POLICY)) {
            return new TryAgain(message + "; grant this verb to the function's ServiceAccount", UNTIL_GRANTED);
        }
        return new ApiFailure(status, message);
    }

    /** The object is not what it was, or not the one that was meant. */
    public boolean isConflict() {
        return status == 409;
    }

    public boolean isNotFound() {
        return status == 404;
    }

    /** What it means for the request. */
    public Result result() {
        var what = String.valueOf(getMessage());
        if (isNotFound()) return Result.skipped(what);
        return Result.failed(what);
    }
}
