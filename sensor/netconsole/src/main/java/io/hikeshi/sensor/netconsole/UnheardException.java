package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Nothing can listen there. The message says what to do about it. */
final class UnheardException extends IOException {
    private static final long serialVersionUID = 1;

    /** {@code asm-generic/errno.h}. */
    static final int EACCES = 13, EADDRINUSE = 98, EADDRNOTAVAIL = 99;

    private static final int LONGEST_NAME = 255;

    private UnheardException(String message) {
        super(message);
    }

    static UnheardException of(InetSocketAddress address, int errno) {
        String text = "cannot listen for netconsole on udp %s: %s; %s"
                .formatted(name(address), SocketCalls.describe(errno), advice(address, errno));
        return new UnheardException(text);
    }

    static UnheardException unresolved(InetSocketAddress address) {
        return new UnheardException(
                "cannot listen for netconsole on udp %s: no such host; write an address of this machine"
                        .formatted(Text.printable(address.getHostString(), LONGEST_NAME)));
    }

    private static String advice(InetSocketAddress address, int errno) {
        int port = address.getPort();
        if (errno == EADDRINUSE)
            return "end the process that listens there (ss -ulpn 'sport = :%d') or choose another port".formatted(port);
        if (errno == EACCES)
            return "choose a port from 1024 on, such as netconsole's own 6666, or grant CAP_NET_BIND_SERVICE";
        if (errno == EADDRNOTAVAIL)
            return "choose an address of this machine (ip address), or 0.0.0.0 or [::] for all of them";
        return "choose another address or port";
    }

    private static String name(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }
}
