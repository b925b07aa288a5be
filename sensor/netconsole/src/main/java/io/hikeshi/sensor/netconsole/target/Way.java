package io.hikeshi.sensor.netconsole.target;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * How a dying kernel's datagrams get to a receiver. It looks nothing up itself, so all of this is written down beforehand.
 *
 * @param local the address to send from
 * @param gateway null if the receiver is on the device's own link
 * @param mac of the gateway, or of the receiver itself
 */
record Way(Device device, InetAddress local, @Nullable InetAddress gateway, MacAddress mac) {
    Remark toldOf(Endpoint receiver) {
        String hop = gateway == null ? "on the same link" : "through gateway " + Endpoint.text(gateway);
        return Remark.note(receiver + " is reached from " + Endpoint.text(local) + " by " + device.name() + ", " + hop
                + " at " + mac + "; that is written down once, so run this again when one of them changes");
    }
}
