package io.hikeshi.sensor.channel;

import io.cloudevents.CloudEvent;

/**
 * What is sent: acknowledged once the stream has stored it.
 *
 * @param subject the NATS subject; the message id is the event's id
 */
public record Outbound(String subject, CloudEvent event) {}
