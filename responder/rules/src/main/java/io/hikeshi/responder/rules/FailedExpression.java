package io.hikeshi.responder.rules;

/** An expression that fits its events in type failed on the facts of one. The message is printable. */
final class FailedExpression extends Exception {
    private static final long serialVersionUID = 1;

    FailedExpression(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
