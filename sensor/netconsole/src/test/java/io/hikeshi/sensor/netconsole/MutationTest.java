package io.hikeshi.sensor.netconsole;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.wire.Datagram;
import io.hikeshi.sensor.netconsole.wire.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a network does to the datagrams of a real panic; the seeds make each run the same. */
class MutationTest {
    private static final int ROUNDS = 50;

    private final Random random = new Random(20_261_121);

    @ParameterizedTest
    @CsvSource({"6.1-kaboom-null+panic,extended", "6.1-hung-panic,extended", "6.12-sysrq,dynamic+release+userdata"})
    void staysOnePanicThatSaysWhatItLost(String capture, String target) {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            var packets = new ArrayList<>(Capture.read(capture, target));
            int panicAt = indexOf(packets, "Kernel panic");
            packets.remove(panicAt + random.nextInt(packets.size() - panicAt));

            // When
            var reports = Capture.reported(Capture.replay(packets));

            // Then
            assertThat(reports).hasSize(1);
            assertThat(reports.get(0).incomplete()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"6.1-kaboom-null+panic,extended", "6.1-kaboom-null+panic,basic", "6.12-sysrq,basic"})
    void staysOneWholePanicWhenDatagramsComeTwice(String capture, String target) {
        // Given
        var packets = new ArrayList<Capture.Packet>();
        for (var packet : Capture.read(capture, target)) packets.addAll(List.of(packet, packet));

        // When
        var found = Capture.replay(packets);

        // Then
        assertThat(Capture.panicked(found)).hasSize(1);
        assertThat(Capture.reported(found)).isEqualTo(Capture.reported(Capture.replay(Capture.read(capture, target))));
    }

    @ParameterizedTest
    @CsvSource({"6.1-kaboom-null+panic,extended", "6.1-kaboom-null+panic,basic", "6.12-sysrq,extended+release"})
    void staysOneWholePanicWhenDatagramsPassEachOther(String capture, String target) {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            var packets = new ArrayList<>(Capture.read(capture, target));
            for (int i = 0; i < 5; i++) {
                int at = 3 + random.nextInt(packets.size() - 5);
                swap(packets, at, at + 1);
            }

            // When
            var reports = Capture.reported(Capture.replay(packets));

            // Then
            assertThat(reports).hasSize(1);
            assertThat(reports.get(0).incomplete()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "6.1-kaboom-null+panic,extended", "6.1-kaboom-null+panic,basic", "6.1-hung-panic,extended", "6.12-sysrq,basic",
        "6.12-sysrq,dynamic+release+userdata", "6.12-reboot,basic", "6.12-reboot,extended", "6.1-pstore-oops,extended"
    })
    void staysOnePanicHoweverMuchIsLostDoubledSwappedAndCut(String capture, String target) {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            var packets = new ArrayList<>(Capture.read(capture, target));
            int panicAt = indexOf(packets, "Kernel panic");
            var panic = packets.get(panicAt);
            var mutated = new ArrayList<Capture.Packet>();
            for (var packet : packets) mutated.addAll(packet == panic ? List.of(panic) : mutated(packet));
            for (int i = 3; i < mutated.size(); i++) if (random.nextInt(10) == 0) swap(mutated, i - 1, i);

            // When
            var found = Capture.replay(mutated);

            // Then
            assertThat(Capture.panicked(found)).hasSize(1);
            assertThat(Capture.reported(found)).hasSize(1);
            assertThat(Capture.reported(found).get(0).reason()).isEqualTo(PanicText.reason(lineOf(panic)));
        }
    }

    @ParameterizedTest
    @CsvSource({"6.1-kaboom-null+panic,extended", "6.1-kaboom-null+panic,basic"})
    void saysThatALineWasCut(String capture, String target) {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            var packets = new ArrayList<>(Capture.read(capture, target));
            int panicAt = indexOf(packets, "Kernel panic");
            int at = panicAt + random.nextInt(packets.size() - panicAt);
            var whole = packets.get(at);
            int kept = whole.bytes().length - 1 - random.nextInt(10);
            packets.set(at, with(whole, Arrays.copyOf(whole.bytes(), kept)));

            // When
            var reports = Capture.reported(Capture.replay(packets));

            // Then
            assertThat(reports).hasSize(1);
            assertThat(reports.get(0).incomplete()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"6.1-kaboom-null+panic,extended", "6.1-kaboom-null+panic,basic"})
    void keepsTwoNodesApartThatDieTogether(String capture, String target) {
        // Given
        var packets = new ArrayList<Capture.Packet>();
        for (var packet : Capture.read(capture, target)) {
            packets.add(packet);
            packets.add(new Capture.Packet(packet.at(), Source.of("192.0.2.77", 6665), target, packet.bytes()));
        }

        // When
        var reports = Capture.reported(Capture.replay(packets));

        // Then
        assertThat(reports).hasSize(2);
        assertThat(reports).allSatisfy(report -> assertThat(report.incomplete()).isFalse());
        assertThat(reports.get(0).text()).isEqualTo(reports.get(1).text());
    }

    @ParameterizedTest
    @CsvSource({"6.1-kaboom-null+panic,extended", "6.12-sysrq,basic"})
    void knowsAPanicByItsLastLineIfTheFirstIsLost(String capture, String target) {
        // Given
        var packets = new ArrayList<>(Capture.read(capture, target));
        packets.remove(indexOf(packets, "Kernel panic"));

        // When
        var reports = Capture.reported(Capture.replay(packets));

        // Then
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).incomplete()).isTrue();
        assertThat(reports.get(0).reason()).isIn("Fatal exception", "sysrq triggered crash");
    }

    /** None in one case of eight, two in another, half of it in a third. */
    private List<Capture.Packet> mutated(Capture.Packet packet) {
        int half = packet.bytes().length / 2;
        return switch (random.nextInt(8)) {
            case 0 -> List.of();
            case 1 -> List.of(packet, packet);
            case 2 -> List.of(with(packet, Arrays.copyOf(packet.bytes(), half)));
            default -> List.of(packet);
        };
    }

    private static Line lineOf(Capture.Packet packet) {
        return Datagram.parse(packet.bytes(), packet.bytes().length).lines().get(0);
    }

    private static int indexOf(List<Capture.Packet> packets, String text) {
        for (int i = 0; i < packets.size(); i++) {
            if (new String(packets.get(i).bytes(), ISO_8859_1).contains(text)) return i;
        }
        throw new AssertionError("no datagram says " + text);
    }

    /** The datagrams change places, the times at which something arrives do not. */
    private static void swap(List<Capture.Packet> packets, int one, int other) {
        byte[] first = packets.get(one).bytes();
        packets.set(one, with(packets.get(one), packets.get(other).bytes()));
        packets.set(other, with(packets.get(other), first));
    }

    private static Capture.Packet with(Capture.Packet packet, byte[] bytes) {
        return new Capture.Packet(packet.at(), packet.source(), packet.target(), bytes);
    }
}
