package io.hikeshi.sensor.netconsole.pstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PstoreFolderTest {
    @TempDir
    Path folder;

    @Test
    void joinsThePartsThatFirmwareKeptWithTheNewestLast() throws Exception {
        var dumps = PstoreFolder.read(captured("efi"));

        assertThat(dumps).hasSize(1);
        var dump = dumps.get(0);
        assertThat(dump.reason()).isEqualTo("Panic");
        assertThat(dump.incomplete()).isFalse();
        assertThat(dump.at()).isEqualTo(Instant.ofEpochSecond(1_795_251_985));
        assertThat(dump.text().indexOf("SLUB: HWalign")).isLessThan(dump.text().indexOf("sysrq_handle_crash"));
        assertThat(dump.named().title()).isEqualTo("kernel panic: sysrq triggered crash");
    }

    @Test
    void readsAnOopsAndThePanicAfterItWithoutTheLineOfErrorCorrection() throws Exception {
        var dumps = PstoreFolder.read(captured("ramoops-ecc"));

        assertThat(dumps).extracting(Dump::reason).containsExactly("Oops", "Panic");
        assertThat(dumps).extracting(Dump::isPanic).containsExactly(false, true);
        assertThat(dumps).extracting(Dump::incomplete).containsOnly(false);
        assertThat(dumps).noneMatch(dump -> dump.text().contains("ECC:"));
        assertThat(dumps)
                .extracting(dump -> dump.named().title())
                .containsExactly(
                        "BUG: unable to handle kernel NULL pointer dereference in kaboom_null",
                        "kernel panic: sysrq triggered crash");
    }

    @Test
    void givesADumpTheSameIdAfterItWasMoved() throws Exception {
        // Given
        Path moved = Files.createDirectories(folder.resolve("1795251985/001"));
        try (Stream<Path> files = Files.list(captured("efi"))) {
            for (Path file : files.toList())
                Files.copy(file, moved.resolve(file.getFileName().toString()));
        }

        // Then
        assertThat(PstoreFolder.read(folder))
                .extracting(Dump::id)
                .isEqualTo(PstoreFolder.read(captured("efi")).stream()
                        .map(Dump::id)
                        .toList());
    }

    @Test
    void marksADumpOfWhichAPartIsMissing() throws Exception {
        // Given
        try (Stream<Path> files = Files.list(captured("efi"))) {
            for (Path file : files.toList())
                Files.copy(file, folder.resolve(file.getFileName().toString()));
        }
        Files.delete(folder.resolve("dmesg-efi-179525198503001"));

        // Then
        assertThat(PstoreFolder.read(folder)).extracting(Dump::incomplete).containsExactly(true);
    }

    @Test
    void marksADumpThatErrorCorrectionCouldNotSave() throws IOException {
        // Given
        write(
                "dmesg-ramoops-0",
                "Panic#1 Part1\n<0>[    1.000000] Kernel panic - not sy\u0000cing: x\n\nECC: 3 Corrected bytes, 2 unrecoverable blocks\n");

        // Then
        assertThat(PstoreFolder.read(folder)).extracting(Dump::incomplete).containsExactly(true);
    }

    @Test
    void saysThatThereIsADumpWhichTheKernelCouldNotDecompress() throws IOException {
        // Given
        write("dmesg-efi_pstore-179525198501001.enc.z", "\u0001\u0002");

        // When
        var dumps = PstoreFolder.read(folder);

        // Then
        assertThat(dumps).hasSize(1);
        assertThat(dumps.get(0).incomplete()).isTrue();
        assertThat(dumps.get(0).text()).isEmpty();
    }

    @Test
    void readsNothingButDumpsOfTheLog() throws IOException {
        // Given
        write("console-ramoops-0", "Kernel panic - not syncing: of another record type");
        write("dmesg-../../etc-0", "x");
        write("dmesg-ramoops-x", "x");
        Files.createSymbolicLink(folder.resolve("dmesg-ramoops-7"), Path.of("/etc/hostname"));

        // Then
        assertThat(PstoreFolder.read(folder)).isEmpty();
    }

    @Test
    void findsNothingWhereThereIsNoPstore() throws IOException {
        assertThat(PstoreFolder.read(folder.resolve("none"))).isEqualTo(List.of());
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name.replace('/', '_')), content);
    }

    private static Path captured(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(PstoreFolderTest.class.getResource("/pstore/" + name))
                .toURI());
    }
}
