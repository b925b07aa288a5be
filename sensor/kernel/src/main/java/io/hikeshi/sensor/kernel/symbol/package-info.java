/**
 * From build id and file offset to the module and function that a person can read.
 *
 * <p>Pure Java over ELF files that containers own, so every byte is hostile: reads are bounded, nothing is mapped, a file
 * that does not hold together is refused with a reason. Refuses to demangle, to unwind and to fetch debug files. Start at
 * {@link io.hikeshi.sensor.kernel.symbol.Symbols}.
 */
@NullMarked
package io.hikeshi.sensor.kernel.symbol;

import org.jspecify.annotations.NullMarked;
