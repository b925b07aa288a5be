/**
 * Command lines without what looks like a secret. Pure.
 *
 * <p>Refuses to be sure: what merely might be a secret is taken out, since an event travels far and is kept long. Start at
 * {@link io.hikeshi.sensor.kernel.argument.Arguments}.
 */
@NullMarked
package io.hikeshi.sensor.kernel.argument;

import org.jspecify.annotations.NullMarked;
