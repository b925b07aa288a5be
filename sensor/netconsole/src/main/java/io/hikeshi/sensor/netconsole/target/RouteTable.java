package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The main routing table: {@code /proc/net/route} ({@code fib_route_seq_show} in net/ipv4/fib_trie.c) and
 * {@code /proc/net/ipv6_route} ({@code ipv6_route_native_seq_show} in net/ipv6/ip6_fib.c). Rules that choose another
 * table are not seen.
 */
final class RouteTable {
    /** {@code include/uapi/linux/route.h} */
    private static final long RTF_UP = 0x1;

    private static final long RTF_GATEWAY = 0x2;
    private static final long RTF_REJECT = 0x200;

    private static final int V4_COLUMNS = 8;
    private static final int V6_COLUMNS = 10;
    private static final int MOST_LINES = 100_000;

    private RouteTable() {}

    private record Entry(byte[] network, int prefix, byte[] gateway, long metric, long flags, String device) {
        boolean leadsTo(byte[] address) {
            if ((flags & RTF_UP) == 0 || (flags & RTF_REJECT) != 0 || address.length != network.length) return false;
            for (int bit = 0; bit < prefix; bit++) {
                if (((address[bit / 8] ^ network[bit / 8]) >> (7 - bit % 8) & 1) != 0) return false;
            }
            return true;
        }

        Route route() {
            return new Route(device, (flags & RTF_GATEWAY) == 0 ? null : address(gateway));
        }
    }

    /**
     * The route that the kernel would take: the longest prefix, then the lowest metric.
     *
     * @param folder {@code /proc/net}
     * @param device the only one to consider; null for any
     * @return empty if there is none
     * @throws IOException if the table cannot be read
     */
    static Optional<Route> find(Path folder, InetAddress receiver, @Nullable String device) throws IOException {
        boolean v4 = receiver instanceof Inet4Address;
        byte[] address = receiver.getAddress();
        try (Stream<String> lines = Files.lines(folder.resolve(v4 ? "route" : "ipv6_route"))) {
            return lines.limit(MOST_LINES)
                    .flatMap(line -> entry(line.strip().split("\\s+"), v4).stream())
                    .filter(entry -> device == null || entry.device().equals(device))
                    .filter(entry -> entry.leadsTo(address))
                    .min(Comparator.comparingInt((Entry entry) -> -entry.prefix())
                            .thenComparingLong(Entry::metric))
                    .map(Entry::route);
        }
    }

    /** Empty for the headline, and for what is no entry. */
    private static Optional<Entry> entry(String[] columns, boolean v4) {
        try {
            return Optional.ofNullable(v4 ? v4(columns) : v6(columns));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code Iface Destination Gateway Flags RefCnt Use Metric Mask}, addresses as numbers in this machine's byte order. */
    private static @Nullable Entry v4(String[] columns) {
        if (columns.length < V4_COLUMNS) return null;
        int prefix = Integer.bitCount(Integer.parseUnsignedInt(columns[7], 16));
        long flags = Long.parseLong(columns[3], 16);
        return new Entry(number(columns[1]), prefix, number(columns[2]), Long.parseLong(columns[6]), flags, columns[0]);
    }

    /** {@code destination prefix source prefix gateway metric refcnt use flags device}, all hexadecimal. */
    private static @Nullable Entry v6(String[] columns) {
        if (columns.length != V6_COLUMNS) return null;
        var hex = HexFormat.of();
        int prefix = Math.min(Integer.parseInt(columns[1], 16), 128);
        long metric = Long.parseLong(columns[5], 16);
        long flags = Long.parseLong(columns[8], 16);
        return new Entry(hex.parseHex(columns[0]), prefix, hex.parseHex(columns[4]), metric, flags, columns[9]);
    }

    private static byte[] number(String hex) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(Integer.parseUnsignedInt(hex, 16))
                .array();
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + Arrays.toString(bytes), e);
        }
    }
}
