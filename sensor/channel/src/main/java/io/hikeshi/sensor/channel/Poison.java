package io.hikeshi.sensor.channel;

/** Trying again cannot help: the message goes to the dead letters with this reason. An answer, so no stack trace. */
public final class Poison extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Poison(String reason) {
        super(reason, null, false, false);
    }
}
