package io.hikeshi.sensor.netconsole.pstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreportedDumpsTest {
    @TempDir
    Path folder;

    @Test
    void tellsADumpAgainUntilItIsMarked() throws IOException {
        // Given
        write("a");
        var dumps = open();

        // When
        var first = dumps.read();
        var second = dumps.read();

        // Then
        assertThat(first).hasSize(1).isEqualTo(second);
    }

    @Test
    void tellsAMarkedDumpNeverAgainAlsoAfterARestart() throws IOException {
        // Given
        write("a");
        var dumps = open();
        dumps.markReported(dumps.read().get(0));
        write("b");

        // When
        var now = dumps.read();
        var afterRestart = open().read();

        // Then
        assertThat(now).extracting(Dump::panicReason).containsExactly("b");
        assertThat(afterRestart).isEqualTo(now);
    }

    @Test
    void findsADumpThatComesLate() throws IOException {
        // Given
        var dumps = open();
        dumps.read();

        // When
        write("late");

        // Then
        assertThat(dumps.read()).hasSize(1);
    }

    @Test
    void survivesADamagedMemory() throws IOException {
        // Given
        Files.write(Files.createDirectories(state()).resolve("reported-dumps"), new byte[] {0, 10, -1, 47, 10});
        write("a");

        // Then
        assertThat(open().read()).hasSize(1);
    }

    @Test
    void remembersNoMoreThanItsBound() throws IOException {
        // Given
        var ids = IntStream.range(0, 5_000).mapToObj(Integer::toHexString).toList();
        Files.write(Files.createDirectories(state()).resolve("reported-dumps"), ids);
        write("a");
        var dumps = open();

        // When
        for (Dump dump : dumps.read()) dumps.markReported(dump);

        // Then
        assertThat(Files.readAllLines(state().resolve("reported-dumps"))).hasSizeLessThanOrEqualTo(4_096);
        assertThat(open().read()).isEqualTo(List.of());
    }

    private Path state() {
        return folder.resolve("state");
    }

    private UnreportedDumps open() throws IOException {
        return UnreportedDumps.open(state(), folder.resolve("kernel"), folder.resolve("systemd"));
    }

    private void write(String reason) throws IOException {
        Path kernel = Files.createDirectories(folder.resolve("kernel"));
        Files.writeString(
                kernel.resolve("dmesg-ramoops-0"),
                "Panic#1 Part1\n<0>[ 1.0] Kernel panic - not syncing: " + reason + '\n');
    }
}
