package io.hikeshi.responder.app;

/** The API server did not answer. */
final class PodsUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    PodsUnavailable(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
