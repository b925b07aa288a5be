package io.hikeshi.sensor.netconsole.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeTables() throws IOException {
        Files.writeString(
                folder.resolve("route"),
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
                        + v4("eth0", "0.0.0.0", "192.0.2.1", "0003", 100, "0.0.0.0")
                        + v4("wlan0", "0.0.0.0", "198.51.100.1", "0003", 600, "0.0.0.0")
                        + v4("eth0", "192.0.2.0", "0.0.0.0", "0001", 100, "255.255.255.0")
                        + v4("tun0", "10.0.0.0", "0.0.0.0", "0001", 0, "255.0.0.0")
                        + v4("*", "10.9.0.0", "0.0.0.0", "0201", 0, "255.255.0.0")
                        + "short line\neth0\tzz\tzz\tzz\t0\t0\t0\tzz\t0\t0\t0\n");
        Files.writeString(folder.resolve("ipv6_route"), """
                fd000000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
                00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 00000400 00000003 00000000 00000003     eth0
                00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.9, eth0, 192.0.2.9",
        "203.0.113.7, eth0, 192.0.2.1",
        "10.1.2.3, tun0, 10.1.2.3",
        "10.9.2.3, tun0, 10.9.2.3",
        "fd00::9, eth0, fd00::9",
        "fd01::9, eth0, fd00::1",
    })
    void takesTheLongestPrefixAndThenTheLowestMetric(String receiver, String device, String nextHop)
            throws IOException {
        // Given
        var address = Endpoint.literal(receiver);

        // When
        var route = RouteTable.find(folder, address, null).orElseThrow();

        // Then
        assertThat(route.device()).isEqualTo(device);
        assertThat(route.nextHop(address)).isEqualTo(Endpoint.literal(nextHop));
    }

    @Test
    void takesTheDeviceThatWasAskedFor() throws IOException {
        // Given
        var address = Endpoint.literal("203.0.113.7");

        // When
        var route = RouteTable.find(folder, address, "wlan0").orElseThrow();

        // Then
        assertThat(route.nextHop(address)).isEqualTo(Endpoint.literal("198.51.100.1"));
        assertThat(RouteTable.find(folder, address, "tun0")).isEmpty();
    }

    private static String v4(String device, String to, String gateway, String flags, int metric, String mask) {
        return "%s\t%s\t%s\t%s\t0\t0\t%d\t%s\t0\t0\t0\n"
                .formatted(device, number(to), number(gateway), flags, metric, number(mask));
    }

    /** As the kernel prints it, in this machine's byte order. */
    private static String number(String address) {
        var bytes = ByteBuffer.wrap(Endpoint.literal(address).getAddress()).order(ByteOrder.nativeOrder());
        return String.format("%08X", bytes.getInt());
    }
}
