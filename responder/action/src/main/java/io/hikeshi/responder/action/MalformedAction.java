package io.hikeshi.responder.action;

/** A CloudEvent that is no request or outcome: however often it is delivered, it stays so. */
public final class MalformedAction extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was read, where in it, and why it is refused; safe to log */
    MalformedAction(String message) {
        super(message);
    }
}
