package io.hikeshi.tests.bench;

/** The product ended, or was silent for too long, before it said that it was armed. */
final class NotArmedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NotArmedException(String command, String said) {
        super("%s did not arm: %s".formatted(command, said));
    }
}
