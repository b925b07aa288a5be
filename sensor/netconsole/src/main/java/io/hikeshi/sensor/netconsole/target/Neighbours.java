package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who has which MAC address on our links: {@code /proc/net/arp} ({@code arp_format_neigh_entry} in net/ipv4/arp.c) for
 * IPv4; the kernel shows those of IPv6 in no file, so {@code ip neighbour} is asked.
 */
final class Neighbours {
    /** {@code include/uapi/linux/if_arp.h}: the entry is complete. */
    private static final int ATF_COM = 0x2;

    private static final int ARP_COLUMNS = 6;
    private static final int MOST_LINES = 100_000;
    private static final Pattern LINK_ADDRESS = Pattern.compile("\\blladdr ([0-9a-fA-F:]{17})\\b");

    private final Path folder;
    private final Commands commands;

    /** @param folder {@code /proc/net} */
    Neighbours(Path folder, Commands commands) {
        this.folder = folder;
        this.commands = commands;
    }

    /** Empty if the kernel does not know it, or not yet. */
    Optional<MacAddress> mac(InetAddress neighbour, String device) throws IOException, InterruptedException {
        return neighbour instanceof Inet4Address ? v4(neighbour, device) : v6(neighbour, device);
    }

    private Optional<MacAddress> v4(InetAddress neighbour, String device) throws IOException {
        String address = Endpoint.text(neighbour);
        try (Stream<String> lines = Files.lines(folder.resolve("arp"))) {
            return lines.limit(MOST_LINES)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length >= ARP_COLUMNS)
                    .filter(columns -> columns[0].equals(address) && columns[5].equals(device))
                    .filter(columns -> isComplete(columns[2]) && MacAddress.is(columns[3]))
                    .map(columns -> new MacAddress(columns[3]))
                    .findFirst();
        }
    }

    private Optional<MacAddress> v6(InetAddress neighbour, String device) throws IOException, InterruptedException {
        var answer =
                commands.run(List.of("ip", "-6", "neighbour", "show", "to", Endpoint.text(neighbour), "dev", device));
        var match = LINK_ADDRESS.matcher(answer.output());
        return match.find() && MacAddress.is(match.group(1))
                ? Optional.of(new MacAddress(match.group(1)))
                : Optional.empty();
    }

    private static boolean isComplete(String flags) {
        return flags.matches("0x[0-9a-f]{1,4}") && (Integer.parseInt(flags.substring(2), 16) & ATF_COM) != 0;
    }
}
