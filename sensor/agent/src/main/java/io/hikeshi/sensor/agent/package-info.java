/**
 * The sensor's application: events of several sources, through bounded queues, with what is known about their pods, out to
 * the channel {@code events-out}.
 *
 * <p>Refuses to wait for anything that a report does not need: neither NATS nor the API server has to be there.
 * Start at {@link io.hikeshi.sensor.agent.Sensor}.
 */
@NullMarked
package io.hikeshi.sensor.agent;

import org.jspecify.annotations.NullMarked;
