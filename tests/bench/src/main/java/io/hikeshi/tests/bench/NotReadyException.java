package io.hikeshi.tests.bench;

/** The product ended, or was silent for too long, before it said that it was ready. */
final class NotReadyException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NotReadyException(String command, String ready, String said) {
        super("%s did not say '%s', but: %s".formatted(command, ready, said));
    }
}
