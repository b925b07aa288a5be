package io.hikeshi.sensor.netconsole;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** More than a million datagrams that nobody would send. */
class FuzzTest {
    private static final int DATAGRAMS = 500_000;
    private static final int SOURCES = 5_000;

    private final Random random = new Random(20_261_121);
    private final Assembler assembler = new Assembler(Limits.DEFAULT);
    private long heaviest;

    @Test
    void findsNothingInGarbageMadeOfOrdinaryLines() {
        // Given
        var ordinary = bytesOf("6.1-kaboom-null", "6.1-kmsg", "6.12-idle", "6.1-late").stream()
                .filter(bytes -> !new String(bytes, ISO_8859_1).contains("Kernel panic"))
                .toList();

        // When
        var found = feed(ordinary);

        // Then
        assertThat(Capture.panicked(found)).isEmpty();
        assertThat(Capture.reported(found)).isEmpty();
        assertThat(heaviest).isLessThanOrEqualTo(Limits.DEFAULT.bytes());
    }

    @Test
    void tellsNothingAtAllOfNoiseAndOfAKernelThatIsWell() {
        // Given
        var well = new ArrayList<>(bytesOf("6.12-idle", "6.1-segv", "6.1-kaboom-odd", "6.1-kaboom-long"));
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[1 + random.nextInt(1_500)];
            random.nextBytes(noise);
            well.add(noise);
        }

        // When
        var found = feed(well);

        // Then
        assertThat(found).isEmpty();
        assertThat(heaviest).isLessThanOrEqualTo(Limits.DEFAULT.bytes());
    }

    @Test
    void staysWithinItsBoundsWhateverIsMadeOfPanics() {
        // Given
        var panics = bytesOf("6.12-sysrq", "6.1-kaboom-null+panic", "6.1-kmsg", "6.1-nodes");

        // When
        var found = feed(panics);

        // Then
        assertThat(heaviest).isLessThanOrEqualTo(Limits.DEFAULT.bytes());
        assertThat(Capture.reported(found))
                .isNotEmpty()
                .allSatisfy(report -> assertThat(report.text().length()).isLessThan(2 * Limits.DEFAULT.bytesAfter()));
    }

    private static List<byte[]> bytesOf(String... captures) {
        return Stream.of(captures)
                .flatMap(name -> Capture.read(name).stream())
                .map(Capture.Packet::bytes)
                .toList();
    }

    private List<Finding> feed(List<byte[]> originals) {
        var found = new ArrayList<Finding>();
        for (int i = 0; i < DATAGRAMS; i++) {
            byte[] bytes = mutated(originals.get(random.nextInt(originals.size())));
            var source = Source.of("192.0.2.1", random.nextInt(SOURCES));
            found.addAll(assembler.receive(source, bytes, random.nextInt(bytes.length + 1), i / 100));
            if (i % 1_000 == 0) found.addAll(assembler.tick(i / 100));
            heaviest = Math.max(heaviest, assembler.weight());
        }
        return found;
    }

    private byte[] mutated(byte[] original) {
        byte[] bytes = original.clone();
        for (int changes = random.nextInt(8); changes > 0 && bytes.length > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
