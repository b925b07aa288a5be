package io.hikeshi.responder.app;

import io.cloudevents.CloudEvent;

/** Whoever carries actions out: over HTTP, or in this process. */
public interface Functions {
    /**
     * Blocks until there is an answer, for a bounded time. A failure to ask is {@link Reply.Busy}, never thrown.
     *
     * @param request an {@code io.hikeshi.action.requested}
     * @param attempt counts how often this was asked, from 1
     */
    Reply send(CloudEvent request, int attempt);

    /** Does once, before it matters, what {@link #send} will do, and asks no function. Never throws. */
    default void rehearse(CloudEvent request) {}
}
