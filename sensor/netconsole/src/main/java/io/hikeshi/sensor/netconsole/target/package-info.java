/**
 * The sending end: makes a machine's kernel send its log to receivers, finds out what would keep it from doing so, and
 * proves that a line arrives. Takes folders, tables and clocks from its caller, so that all of it can be tried on any
 * machine; runs nothing through a shell and touches no target but its own ({@code hikeshi-<n>}). Start at
 * {@link io.hikeshi.sensor.netconsole.target.TestLine} for what a receiver must know.
 */
@NullMarked
package io.hikeshi.sensor.netconsole.target;

import org.jspecify.annotations.NullMarked;
