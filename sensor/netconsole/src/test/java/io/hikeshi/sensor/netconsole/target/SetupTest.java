package io.hikeshi.sensor.netconsole.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
    @TempDir
    Path folder;

    private FakeHost machine;
    private FakeConfigfs configfs;

    @BeforeEach
    void start() throws IOException {
        machine = new FakeHost(folder);
        configfs = new FakeConfigfs(folder.resolve("config/netconsole"));
    }

    @Test
    void takesAwayATargetOfOursThatIsInNoPlanAnyMore() throws IOException {
        // Given
        setup().apply(List.of(target(0), target(1)));

        // When
        var done = setup().apply(List.of(target(0)));

        // Then
        assertThat(done).containsExactly("unchanged hikeshi-0 receiver=203.0.113.7:6666", "removed hikeshi-1");
    }

    @Test
    void knowsWhomTheTargetsSendTo() throws IOException {
        // Given
        setup().apply(List.of(target(0), target(1)));

        // When
        var receivers = setup().receivers();

        // Then
        assertThat(receivers).containsExactly(target(0).receiver(), target(1).receiver());
    }

    @Test
    void tellsHowTargetsDifferFromThePlan() throws IOException {
        // Given
        setup().apply(List.of(target(0)));
        configfs.write(folder.resolve("config/netconsole/hikeshi-0/enabled"), "0");

        // When
        var differences = setup().differences(List.of(target(0), target(1)));

        // Then
        assertThat(differences)
                .extracting(Remark::what)
                .containsExactly(
                        "the target hikeshi-0 is not as planned: enabled",
                        "there is no target hikeshi-1 to 203.0.113.7:6666");
    }

    @Test
    void triesToLoadTheModuleAndSaysWhatCameOfIt() throws IOException {
        // Given
        configfs.remove(folder.resolve("config/netconsole"));

        // When
        assertThatThrownBy(() -> setup().prepare())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("modprobe netconsole (exit code 1: not here)")
                .hasMessageContaining("as root");

        // Then
        assertThat(machine.ran)
                .containsExactly(
                        List.of("modprobe", "netconsole"),
                        List.of(
                                "mount",
                                "-t",
                                "configfs",
                                "none",
                                folder.resolve("config").toString()));
    }

    @Test
    void writesATestLineWithTheFacilityOfUserSpaceAndALevelThatPasses() throws IOException {
        // Given
        machine.with("kmsg", "").with("proc/sys/kernel/printk", "4 4 1 7\n");
        setup().apply(List.of(target(0)));
        var test = TestLine.random();

        // When
        try (var sender = sender()) {
            sender.send(test);
        }

        // Then
        assertThat(Files.readString(folder.resolve("kmsg"))).isEqualTo("<11>" + test.text() + '\n');
    }

    @Test
    void restartsATargetWithTheTestInItsUserdataWhereKmsgIsClosed() throws IOException {
        // Given
        setup().apply(List.of(target(0)));
        var before = configfs.content("hikeshi-0");
        configfs.writes.clear();
        var test = TestLine.random();

        // When
        try (var sender = sender()) {
            sender.send(test);
        }

        // Then
        assertThat(configfs.writes)
                .containsExactly(
                        "hikeshi-0/enabled=0",
                        "hikeshi-0/userdata/hikeshi-test/value=" + test.token(),
                        "hikeshi-0/enabled=1");
        assertThat(configfs.content("hikeshi-0")).isEqualTo(before);
    }

    @Test
    void saysThatThereIsNothingToTest() {
        assertThatThrownBy(() -> sender().send(TestLine.random())).hasMessageContaining("--apply makes them");
    }

    private Setup setup() {
        return new Setup(machine.host(), configfs.targets());
    }

    private TestSender sender() {
        return new TestSender(machine.host(), configfs.targets());
    }

    private static Target target(int number) {
        return new Target(
                Targets.name(number),
                "eth0",
                Endpoint.literal("192.0.2.5"),
                Endpoint.parse("203.0.113.7"),
                new MacAddress("02:00:00:00:00:01"),
                true,
                true,
                NodeNonce.of("00112233445566778899aabbccddeeff").orElseThrow());
    }
}
