package io.hikeshi.sensor.netconsole.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighboursTest {
    @TempDir
    Path folder;

    private final List<List<String>> asked = new ArrayList<>();

    @BeforeEach
    void writeTable() throws IOException {
        Files.writeString(folder.resolve("arp"), """
                IP address       HW type     Flags       HW address            Mask     Device
                192.0.2.1        0x1         0x2         02:FC:00:00:00:05     *        eth0
                192.0.2.1        0x1         0x2         02:fc:00:00:00:06     *        eth1
                192.0.2.7        0x1         0x0         00:00:00:00:00:00     *        eth0
                192.0.2.8        0x1         0x6         not-a-mac             *        eth0
                """);
    }

    @ParameterizedTest
    @CsvSource({"eth0, 02:fc:00:00:00:05", "eth1, 02:fc:00:00:00:06"})
    void knowsANeighbourOfEachDevice(String device, String mac) throws Exception {
        assertThat(neighbours("").mac(Endpoint.literal("192.0.2.1"), device)).contains(new MacAddress(mac));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7", "192.0.2.8", "192.0.2.99"})
    void doesNotGuess(String address) throws Exception {
        assertThat(neighbours("").mac(Endpoint.literal(address), "eth0")).isEmpty();
    }

    @Test
    void asksIpForOneOfIpv6() throws Exception {
        // Given
        var neighbours = neighbours("fd00::1 dev eth0 lladdr 02:fc:00:00:00:07 router REACHABLE\n");

        // When
        var mac = neighbours.mac(Endpoint.literal("fd00::1"), "eth0");

        // Then
        assertThat(mac).contains(new MacAddress("02:fc:00:00:00:07"));
        assertThat(asked)
                .containsExactly(List.of("ip", "-6", "neighbour", "show", "to", "fd00:0:0:0:0:0:0:1", "dev", "eth0"));
    }

    @Test
    void takesAFailedOneOfIpv6ForUnknown() throws Exception {
        assertThat(neighbours("fd00::1 dev eth0 FAILED\n").mac(Endpoint.literal("fd00::1"), "eth0"))
                .isEmpty();
    }

    private Neighbours neighbours(String answer) {
        return new Neighbours(folder, words -> {
            asked.add(words);
            return new Commands.Result(0, answer);
        });
    }
}
