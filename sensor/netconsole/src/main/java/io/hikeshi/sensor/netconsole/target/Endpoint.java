package io.hikeshi.sensor.netconsole.target;

import io.hikeshi.sensor.event.Text;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Where a receiver listens. An address and never a name: a kernel that dies asks no name server. */
public record Endpoint(InetAddress address, int port) {
    public static final int DEFAULT_PORT = 6666;

    private static final Pattern SHAPE =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})\\]|([0-9.]{7,15}))(?::([1-9][0-9]{0,4}))?");
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads {@code 192.0.2.9}, {@code 192.0.2.9:6666}, {@code fd00::9} or {@code [fd00::9]:6666}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Endpoint parse(String text) {
        if (text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[")) {
            return new Endpoint(literal(text), DEFAULT_PORT);
        }
        var match = SHAPE.matcher(text);
        if (!match.matches()) throw refused(text);
        int port = match.group(3) == null ? DEFAULT_PORT : Integer.parseInt(match.group(3));
        if (port > HIGHEST_PORT) throw refused(text);
        return new Endpoint(literal(match.group(1) == null ? match.group(2) : match.group(1)), port);
    }

    /**
     * The address that this text writes in numbers; nobody is asked for names.
     *
     * @throws IllegalArgumentException if it writes none
     */
    static InetAddress literal(String text) {
        boolean v6 = text.indexOf(':') >= 0 && V6.matcher(text).matches();
        if (!v6 && !V4.matcher(text).matches()) throw refused(text);
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(refused(text).getMessage(), e);
        }
    }

    /** In numbers, without a zone. */
    static String text(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                Text.quoted(text) + " is not an address such as 192.0.2.9, 192.0.2.9:6666 or [fd00::9]:6666");
    }

    @Override
    public String toString() {
        String host = text(address);
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
