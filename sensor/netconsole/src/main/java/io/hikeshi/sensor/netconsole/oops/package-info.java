/**
 * Trouble of a kernel that lives on: an oops, a lockup, a hung task, a broken disk, no memory. Gathers a report's lines
 * out of the log as it is written; refuses lines of user space where the format shows them, floods, and what a replayed log
 * tells of the past. Knows no source and no clock. Start at {@link io.hikeshi.sensor.netconsole.oops.OopsWatch}.
 */
@NullMarked
package io.hikeshi.sensor.netconsole.oops;

import org.jspecify.annotations.NullMarked;
