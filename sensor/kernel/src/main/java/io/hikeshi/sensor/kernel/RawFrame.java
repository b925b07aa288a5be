package io.hikeshi.sensor.kernel;

import org.jspecify.annotations.Nullable;

/**
 * One user frame before symbols.
 *
 * @param address instruction pointer in the process; 0 if only the file offset is known
 * @param buildId hex of the module's GNU build id; null where the kernel could not read it
 * @param offset offset in the module's file if there is a build id, else meaningless
 */
record RawFrame(long address, @Nullable String buildId, long offset) {}
