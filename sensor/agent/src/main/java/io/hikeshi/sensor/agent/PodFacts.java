package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.NodeEvent;

/** Adds to a death what is known about the pod it happened in. */
interface PodFacts {
    /** @param readAt {@link System#nanoTime} when the death was read: how long it may wait counts from there */
    NodeEvent complete(NodeEvent event, long readAt) throws InterruptedException;
}
