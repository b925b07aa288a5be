package io.hikeshi.sensor.agent.netconsole;

import io.hikeshi.sensor.agent.cluster.NodeAddress;
import io.hikeshi.sensor.event.Text;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Where a receiver listens: {@code 6666}, {@code 192.0.2.9:6666}, {@code 0.0.0.0:6666} or {@code [::]:6666}. */
public final class ListenAddress {
    /** Who listens for the whole network has to say so. */
    private static final String DEFAULT_HOST = "127.0.0.1";

    private static final Pattern SHAPE = Pattern.compile("(?:(?:\\[([^\\]]{2,45})\\]|([0-9.]{7,15})):)?([0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    private ListenAddress() {}

    /**
     * The address that a text writes in numbers; port 0 is any free one.
     *
     * @throws IllegalArgumentException if it writes none
     */
    public static InetSocketAddress parse(String text) {
        var match = SHAPE.matcher(text);
        if (!match.matches() || Integer.parseInt(match.group(3)) > HIGHEST_PORT) throw refused(text);
        String host = match.group(1) == null ? match.group(2) : match.group(1);
        if (host == null) host = DEFAULT_HOST;
        if (NodeAddress.of(host).isEmpty()) throw refused(text);
        return new InetSocketAddress(host, Integer.parseInt(match.group(3)));
    }

    /** As {@link #parse} reads it. */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                Text.quoted(text) + " is not [ADDRESS:]PORT such as 6666, 0.0.0.0:6666 or [::]:6666");
    }
}
