/** A fake kernel and a fake channel on either side of the real pipeline. */
@NullMarked
package io.hikeshi.sensor.agent;

import org.jspecify.annotations.NullMarked;
