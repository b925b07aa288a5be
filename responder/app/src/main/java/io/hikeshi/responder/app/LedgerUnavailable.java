package io.hikeshi.responder.app;

/** What responders remember cannot be reached now; whoever needs it tries again later. */
final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerUnavailable(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }

    private LedgerUnavailable(String why) {
        super(why);
    }

    /** The ledger is there, but others wrote the same key each time between our reading and our writing. */
    static LedgerUnavailable contended(String what, int times) {
        return new LedgerUnavailable("cannot " + what + ": others wrote it " + times + " times meanwhile");
    }
}
