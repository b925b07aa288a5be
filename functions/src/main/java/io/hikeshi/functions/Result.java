package io.hikeshi.functions;

import io.hikeshi.responder.action.Outcome.Status;

/**
 * How an attempt ended, where trying again would not change it.
 *
 * @param detail past tense: what was done, to what; or why not, and what to do
 */
public record Result(Status status, String detail) {
    public static Result done(String detail) {
        return new Result(Status.DONE, detail);
    }

    public static Result alreadyDone(String detail) {
        return new Result(Status.ALREADY_DONE, detail);
    }

    public static Result shown(String detail) {
        return new Result(Status.SHOWN, detail);
    }

    public static Result skipped(String detail) {
        return new Result(Status.SKIPPED, detail);
    }

    public static Result failed(String detail) {
        return new Result(Status.FAILED, detail);
    }
}
