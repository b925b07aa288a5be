/**
 * The sending end: makes a machine's kernel send its log to receivers, finds out what would keep it from doing so, and
 * proves that a line arrives. Takes folders, tables and programs from its caller ({@code Host}), so that all of it can be
 * tried on any machine; runs nothing through a shell, asks no name server, and touches no target but its own
 * ({@code hikeshi-<n>}). Start at {@link io.hikeshi.sensor.netconsole.target.Plan}; a receiver needs
 * {@link io.hikeshi.sensor.netconsole.target.TestLine} and {@link io.hikeshi.sensor.netconsole.target.NodeNonce} alone.
 */
@NullMarked
package io.hikeshi.sensor.netconsole.target;

import org.jspecify.annotations.NullMarked;
