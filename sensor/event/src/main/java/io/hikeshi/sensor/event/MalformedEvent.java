package io.hikeshi.sensor.event;

import org.jspecify.annotations.Nullable;

/** Bytes, headers or an event that say nothing we may trust. The message says what was read, where it fails, and why. */
public final class MalformedEvent extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int LONGEST_REASON = 300;

    /**
     * @param what what was being read; hostile parts quoted
     * @param where the field, header or attribute
     * @param why any text: it is bounded and escaped here
     */
    public MalformedEvent(String what, String where, String why) {
        this(what, where, why, null);
    }

    public MalformedEvent(String what, String where, String why, @Nullable Throwable cause) {
        super("cannot read " + what + ": " + where + ": " + Text.printable(why, LONGEST_REASON), cause);
    }

    static String reason(Throwable cause) {
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
