package io.hikeshi.sensor.agent.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** One address has many spellings: {@code fd00::7} and {@code fd00:0:0:0:0:0:0:7}, or {@code ::ffff:192.0.2.7}. */
public final class NodeAddress {
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

    private NodeAddress() {}

    /** The spelling by which addresses are compared, without a zone; empty if the text is none. Asks no name server. */
    public static Optional<String> of(String text) {
        int zone = text.indexOf('%');
        String numbers = zone < 0 ? text : text.substring(0, zone);
        // With a colon, Java takes it for an address or for nothing.
        boolean safe = NUMBERS.matcher(numbers).matches() && (numbers.indexOf(':') >= 0 || isDotted(numbers));
        if (!safe) return Optional.empty();
        try {
            return Optional.of(withoutZone(InetAddress.getByName(numbers).getHostAddress()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean isDotted(String numbers) {
        return numbers.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    private static String withoutZone(String text) {
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
