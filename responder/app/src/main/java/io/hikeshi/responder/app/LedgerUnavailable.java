package io.hikeshi.responder.app;

/** What responders remember cannot be reached now; whoever needs it tries again later. */
final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerUnavailable(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
