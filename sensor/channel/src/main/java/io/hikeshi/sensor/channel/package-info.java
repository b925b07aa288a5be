/**
 * How CloudEvents travel: two SmallRye connectors with one contract. {@code hikeshi-jetstream} is NATS; {@code hikeshi-local}
 * is the memory of one process, redelivery included, so that nothing works there that would fail on NATS.
 *
 * <p>Start at {@link io.hikeshi.sensor.channel.Outbound} and {@link io.hikeshi.sensor.channel.Inbound}.
 */
@NullMarked
package io.hikeshi.sensor.channel;

import org.jspecify.annotations.NullMarked;
