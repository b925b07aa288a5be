/**
 * Trouble of this machine's own kernel, read from {@code /dev/kmsg} while it lives. Needs root or CAP_SYSLOG. Refuses what
 * user space wrote there, counts what it missed, and takes up again where it left off. Knows no node and no clock of the
 * wall. Start at {@link io.hikeshi.sensor.netconsole.kmsg.KmsgReader#open}.
 */
@NullMarked
package io.hikeshi.sensor.netconsole.kmsg;

import org.jspecify.annotations.NullMarked;
