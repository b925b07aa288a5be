package io.hikeshi.responder.action;

/** How sure one must be that a node is dead before a step that destroys; each is surer than the one before. */
public enum Confirm {
    /** Nothing to be sure of: the step can be undone. */
    NONE("none"),
    /** Its Lease has gone stale, and nothing answers at its kubelet's port: it no longer serves, but might still write. */
    NODE_DEAD("node-dead"),
    /** A person or its power supply says that it is off: it cannot write any more. */
    FENCED("fenced");

    private final String word;

    Confirm(String word) {
        this.word = word;
    }

    /** As rules write it: {@code node-dead}. */
    public String word() {
        return word;
    }

    /** Whether this is as sure as {@code least}, or surer. */
    public boolean isAtLeast(Confirm least) {
        return compareTo(least) >= 0;
    }
}
