package io.hikeshi.sensor.netconsole.pstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
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
    void countsADumpOnceThatSystemdAlsoAssembled() throws Exception {
        // Given
        Path moved = Files.createDirectories(folder.resolve("1795251985/001"));
        copy(captured("efi"), moved, "");
        Files.writeString(moved.resolve("dmesg.txt"), assembled(captured("efi")));

        // When
        var dumps = PstoreFolder.read(folder);

        // Then
        assertThat(dumps).isEqualTo(PstoreFolder.read(captured("efi")));
    }

    @Test
    void readsADumpOfWhichOnlyTheAssembledTextWasKept() throws Exception {
        // Given
        Path moved = Files.createDirectories(folder.resolve("1795251985/001"));
        Files.writeString(moved.resolve("dmesg.txt"), assembled(captured("efi")));

        // When
        var dumps = PstoreFolder.read(folder);

        // Then
        var original = PstoreFolder.read(captured("efi")).get(0);
        assertThat(dumps).extracting(Dump::id).containsExactly(original.id());
        assertThat(dumps).extracting(Dump::text).containsExactly(original.text());
        assertThat(dumps).extracting(Dump::at).containsExactly(original.at());
    }

    @Test
    void joinsADumpWhilePartsOfItAreBeingMoved() throws Exception {
        // Given
        Path kernel = Files.createDirectories(folder.resolve("kernel"));
        Path moved = Files.createDirectories(folder.resolve("systemd/1795251985/001"));
        copy(captured("efi"), kernel, "dmesg-efi-17952519850");
        copy(captured("efi"), moved, "dmesg-efi-17952519851");
        copy(captured("efi"), moved, "dmesg-efi-179525198509001");

        // When
        var dumps = PstoreFolder.read(kernel, folder.resolve("systemd"));

        // Then
        assertThat(dumps).isEqualTo(PstoreFolder.read(captured("efi")));
    }

    @Test
    void tellsTwoRecordsApartThatHaveOneName() throws Exception {
        // Given: ramoops uses its first place again after each reboot
        Path kernel = Files.createDirectories(folder.resolve("kernel"));
        Path systemd = Files.createDirectories(folder.resolve("systemd"));
        Files.writeString(
                kernel.resolve("dmesg-ramoops-0"), "Panic#1 Part1\n<0>[ 1.0] Kernel panic - not syncing: b\n");
        Files.writeString(
                systemd.resolve("dmesg-ramoops-0"), "Panic#1 Part1\n<0>[ 1.0] Kernel panic - not syncing: a\n");

        // When
        var dumps = PstoreFolder.read(kernel, systemd);

        // Then
        assertThat(dumps).extracting(Dump::panicReason).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void saysOfWhatAKernelDiedForAnEvent() throws Exception {
        // When
        var dump = PstoreFolder.read(captured("efi")).get(0);

        // Then
        assertThat(dump.panicReason()).isEqualTo("sysrq triggered crash");
        assertThat(dump.diagnosis().title()).isEqualTo("kernel panic: sysrq triggered crash");
        assertThat(dump.diagnosis().trace()).anyMatch(line -> line.startsWith("sysrq_handle_crash"));
        assertThat(dump.transcript().text()).contains("Kernel panic - not syncing: sysrq triggered crash");
        assertThat(dump.transcript().before()).contains("SLUB: HWalign").doesNotContain("Kernel panic");
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

    private static void copy(Path from, Path to, String beginning) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(beginning)) Files.copy(file, to.resolve(name));
            }
        }
    }

    /** As systemd does: the names from last to first, one after the other. */
    private static String assembled(Path from) throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) text.append(Files.readString(file));
        }
        return text.toString();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name.replace('/', '_')), content);
    }

    private static Path captured(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(PstoreFolderTest.class.getResource("/pstore/" + name))
                .toURI());
    }
}
