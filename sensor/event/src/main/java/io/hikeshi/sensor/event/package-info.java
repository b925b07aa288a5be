/**
 * The words every part of Hikeshi speaks: what died, where, and why. No framework, no I/O.
 *
 * <p>Refuses nonsense in constructors, so that whoever holds a {@link io.hikeshi.sensor.event.NodeEvent} may trust it.
 * Start at {@link io.hikeshi.sensor.event.NodeEvent}; its CloudEvents form is {@code EventCodec}.
 */
@NullMarked
package io.hikeshi.sensor.event;

import org.jspecify.annotations.NullMarked;
