package io.hikeshi.sensor.netconsole.kmsg;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.oops.Oops;
import io.hikeshi.sensor.netconsole.oops.OopsLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Needs root. The log is the machine's own, so others write to it meanwhile. */
@Timeout(60)
class KmsgReaderIT {
    private static final OopsLimits MANY = new OopsLimits(
            false,
            OopsLimits.DEFAULT.silence(),
            OopsLimits.DEFAULT.longest(),
            OopsLimits.DEFAULT.characters(),
            Integer.MAX_VALUE);

    private final String name = "hks" + ProcessHandle.current().pid();

    @Test
    void tellsWhatTheRealKernelLogsAndNotWhatUserSpaceWritesThere(@TempDir Path folder) throws Exception {
        // Given
        Files.writeString(
                KmsgReader.DEVICE, "<0>BUG: test of hikeshi, written by user space " + name, StandardOpenOption.WRITE);

        // When
        try (var reader = KmsgReader.open(KmsgReader.DEVICE, bootId(), Optional.empty(), MANY);
                var eater = MemoryEater.in(folder, name)) {
            eater.eat();
            var oops = firstAbout(name, reader);

            // Then
            assertThat(oops.diagnosis().type()).isEqualTo("out-of-memory");
            assertThat(oops.text()).contains("Killed process").doesNotContain("written by user space");
            assertThat(oops.usec()).isPositive();
            assertThat(reader.position().seq()).isPositive();
        }
    }

    @Test
    void goesOnWhereItLeftOff(@TempDir Path folder) throws Exception {
        // Given
        KmsgPosition position;
        try (var eater = MemoryEater.in(folder, name + "a")) {
            eater.eat();
        }
        try (var reader = KmsgReader.open(KmsgReader.DEVICE, bootId(), Optional.empty(), MANY)) {
            firstAbout(name + 'a', reader);
            position = reader.position();
        }
        try (var eater = MemoryEater.in(folder, name + "b")) {
            eater.eat();
        }

        // When
        try (var reader = KmsgReader.open(KmsgReader.DEVICE, bootId(), Optional.of(position), MANY)) {
            var next = firstAbout(name, reader);

            // Then
            assertThat(next.text()).contains(name + 'b');
        }
    }

    @Test
    void endsARealReadThatWaits() throws Exception {
        // Given
        var reader = KmsgReader.open(KmsgReader.DEVICE, bootId(), Optional.empty(), MANY);
        var ended = CompletableFuture.supplyAsync(() -> drained(reader));

        // When
        reader.close();

        // Then
        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean drained(KmsgReader reader) {
        try {
            while (reader.next().isPresent()) Thread.onSpinWait();
            return true;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Oops firstAbout(String name, KmsgReader reader) throws IOException, InterruptedException {
        while (true) {
            var oops = reader.next().orElseThrow();
            if (oops.text().contains('(' + name) || oops.text().contains("task=" + name)) return oops;
        }
    }

    private static String bootId() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }
}
