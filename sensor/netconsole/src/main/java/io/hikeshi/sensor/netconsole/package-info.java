/**
 * Hears kernels die: receives netconsole, follows each source's lines, and tells of a panic twice, at once and when its
 * text is whole. Knows no node names, no clock and no framework; callers say what time it is. Refuses to discard a line
 * because of a sequence number, to hold back a panic for one that is missing, and to grow beyond its budget. Start at
 * {@link io.hikeshi.sensor.netconsole.NetconsoleListener} and {@link io.hikeshi.sensor.netconsole.Assembler}.
 */
@NullMarked
package io.hikeshi.sensor.netconsole;

import org.jspecify.annotations.NullMarked;
