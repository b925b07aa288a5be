package io.hikeshi.sensor.netconsole.target;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * How packets leave this machine.
 *
 * @param gateway null if the receiver is on the device's own link
 */
record Route(String device, @Nullable InetAddress gateway) {
    /** Whose MAC address the packets carry. */
    InetAddress nextHop(InetAddress receiver) {
        return gateway == null ? receiver : gateway;
    }
}
