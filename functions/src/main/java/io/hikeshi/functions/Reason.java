package io.hikeshi.functions;

import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Why something failed, in words that may be shown. */
public final class Reason {
    private Reason() {}

    /**
     * What went wrong on the network or a disk in its own words; anything else by its kind alone, because the JDK's HTTP client,
     * for one, quotes the header value it refuses, which may be a token.
     */
    public static String of(Throwable failure) {
        boolean harmless = failure instanceof IOException || failure instanceof TimeoutException;
        return harmless ? Text.quoted(failure.toString()) : failure.getClass().getName();
    }
}
