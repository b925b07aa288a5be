/**
 * What a node tells of itself: trouble in its kernel's log, what a panic left in pstore, that it is in another boot than it
 * was. Whatever was told is remembered, and only once the stream has it. Start at
 * {@link io.hikeshi.sensor.agent.host.KmsgSource} and {@link io.hikeshi.sensor.agent.host.PstoreSource}.
 */
@NullMarked
package io.hikeshi.sensor.agent.host;

import org.jspecify.annotations.NullMarked;
