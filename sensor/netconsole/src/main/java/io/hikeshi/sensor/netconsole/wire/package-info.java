/**
 * The wire formats of netconsole (Documentation/networking/netconsole.rst): bytes of one datagram to lines of a kernel's
 * log. Knows no source, no clock and no meaning; refuses nothing, because text that fits no format is still text, but
 * keeps every length within bounds. Start at {@link io.hikeshi.sensor.netconsole.wire.Datagram#parse}.
 */
@NullMarked
package io.hikeshi.sensor.netconsole.wire;

import org.jspecify.annotations.NullMarked;
