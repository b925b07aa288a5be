package io.hikeshi.sensor.channel;

import java.time.Duration;

/** One delivery of a stored letter. Exactly one of {@link #ack}, {@link #nak} and {@link #term} ends it. */
interface Delivery {
    Letter letter();

    /** Counts the deliveries of this letter, from 1. */
    long count();

    /** Names the stored letter, whatever is in it. */
    String key();

    void ack();

    void nak(Duration delay);

    void term();

    /** Tells that it is still being worked on. */
    void inProgress();
}
