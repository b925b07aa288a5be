package io.hikeshi.sensor.channel;

import org.jspecify.annotations.Nullable;

/** Where one inbound channel gets its deliveries from, on a thread of its own. */
interface Source extends AutoCloseable {
    /**
     * Waits a moment for the next delivery.
     *
     * @param wanted how many the consumer has room for, at least 1: more must not be fetched
     * @return null if none came
     */
    @Nullable
    Delivery next(int wanted) throws InterruptedException;

    /** Gives to others what was fetched and not taken; after {@link #close}, on the thread of {@link #next}. */
    default void giveBack() throws InterruptedException {}

    /** Makes {@link #next} return at once, from now on. */
    @Override
    void close();
}
