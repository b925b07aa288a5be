package io.hikeshi.functions.cluster;

import io.hikeshi.functions.Result;

/** The API server said no (a 4xx other than 401 and 429): asking again in the same way would not help. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param message what was tried, on what, and what the server said */
    ApiFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    boolean isConflict() {
        return status == 409;
    }

    boolean isNotFound() {
        return status == 404;
    }

    /** What it means for the request. */
    Result result() {
        var what = String.valueOf(getMessage());
        if (isNotFound()) return Result.skipped(what);
        if (status == 403) return Result.failed(what + "; grant this verb to the function's ServiceAccount");
        return Result.failed(what);
    }
}
