/**
 * Names what a kernel complained of: console text to a title such as {@code KASAN: use-after-free Read in icmp_send}, in
 * the grammar that syzkaller made known, so that equal failures on two nodes are one. Pure text, whatever the
 * architecture; refuses to guess: where the guilty function cannot be told, the title says {@code corrupted}. Start at
 * {@link io.hikeshi.sensor.netconsole.title.Report#of}.
 */
@NullMarked
package io.hikeshi.sensor.netconsole.title;

import org.jspecify.annotations.NullMarked;
