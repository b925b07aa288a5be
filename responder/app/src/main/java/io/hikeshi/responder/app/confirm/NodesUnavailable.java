package io.hikeshi.responder.app.confirm;

/** The API server did not answer. */
public final class NodesUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public NodesUnavailable(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
