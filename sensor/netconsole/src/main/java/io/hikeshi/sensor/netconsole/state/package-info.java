/**
 * What must outlive a restart: a few lines, replaced as a whole or not at all. Knows nothing of what they mean. Start at
 * {@link io.hikeshi.sensor.netconsole.state.StateFile}.
 */
@NullMarked
package io.hikeshi.sensor.netconsole.state;

import org.jspecify.annotations.NullMarked;
