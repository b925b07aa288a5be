package io.hikeshi.sensor.channel;

import io.nats.client.JetStreamApiException;

/** Tells what may heal from what never will. */
final class PublishFailure {
    /** The server answers what is wrong with the message itself in the 400s; what is wrong with itself in the 500s. */
    private static final int SERVER_ERROR = 500;
    /** {@code JSAccountResourcesExceededErr}, a 400 too: there is room again once somebody makes it. */
    private static final int ACCOUNT_IS_FULL = 10002;

    private PublishFailure() {}

    static boolean isFinal(Throwable failure) {
        return cause(failure) instanceof JetStreamApiException e
                && e.getErrorCode() < SERVER_ERROR
                && e.getApiErrorCode() != ACCOUNT_IS_FULL;
    }

    static Refused refused(Letter letter, Throwable failure) {
        return new Refused("cannot publish on " + letter.subject() + ": " + reason(failure), cause(failure));
    }

    static String reason(Throwable failure) {
        var cause = cause(failure);
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** The library wraps, and so does every future. */
    private static Throwable cause(Throwable failure) {
        var cause = failure;
        while (cause instanceof RuntimeException && cause.getCause() != null) cause = cause.getCause();
        return cause;
    }
}
