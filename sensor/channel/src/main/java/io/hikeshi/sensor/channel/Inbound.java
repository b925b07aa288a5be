package io.hikeshi.sensor.channel;

import io.cloudevents.CloudEvent;

/**
 * What is received: acknowledged when its consumer returns, redelivered when it throws {@link RetryLater} or anything
 * unforeseen, and put aside under {@code hikeshi.dead.>} when it throws {@link Poison}.
 *
 * @param subject the NATS subject that it was published on, which the broker's permissions vouch for
 * @param delivery counts the deliveries of this message, from 1
 */
public record Inbound(String subject, CloudEvent event, long delivery) {}
