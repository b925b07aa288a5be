package io.hikeshi.sensor.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UdpTableTest {
    @TempDir
    Path folder;

    @Test
    void addsUpTheDropsOfBothFamilies() throws IOException {
        // Given
        Files.writeString(folder.resolve("udp"), """
                   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
                  321: 0100007F:1A0A 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 24345 2 0000000000000000 17
                  322: 0100007F:1A0B 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 24346 2 0000000000000000 99
                """);
        Files.writeString(
                folder.resolve("udp6"),
                "  11: 00000000000000000000000000000000:1A0A 0:0000 07 00000000:00000000 00:00000000 00000000 0 0 9 2 0 5\n");

        // Then
        assertThat(UdpTable.drops(folder, 6666)).isEqualTo(22);
    }

    @Test
    void saysThatItDoesNotKnow() {
        assertThat(UdpTable.drops(folder, 6666)).isEqualTo(-1);
    }
}
