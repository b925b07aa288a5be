package io.hikeshi.sensor.channel;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Where one outbound channel puts its letters. */
interface Outlet {
    /**
     * Takes a letter, in order. Never blocks, never throws.
     *
     * @return completes when the stream has stored it; fails with {@link Refused} if it never will
     */
    CompletionStage<Void> send(Letter letter);

    /** Takes a letter that no stream may store. Never blocks, never throws. */
    default void rehearse(Letter letter) {}

    /** Taken, and not stored yet. */
    int buffered();

    /** Waits until all is stored, at most so long; returns how many are lost. */
    int drain(Duration most);
}
