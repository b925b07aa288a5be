package io.hikeshi.sensor.netconsole.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {
    private static final NodeNonce NONCE = new NodeNonce("00112233445566778899aabbccddeeff");
    private static final String REFUSED_MAC = "02:00:00:00:00:99";

    @TempDir
    Path folder;

    private FakeConfigfs configfs;

    @BeforeEach
    void mount() throws IOException {
        configfs = new FakeConfigfs(folder.resolve("netconsole"));
    }

    @Test
    void makesATargetWithItsNonce() throws IOException {
        // When
        var done = configfs.targets().apply(target("192.0.2.9", "02:00:00:00:00:01"));

        // Then
        assertThat(done).isEqualTo("made");
        assertThat(configfs.content("hikeshi-0"))
                .containsEntry("enabled", "1")
                .containsEntry("dev_name", "eth0")
                .containsEntry("local_ip", "192.0.2.5")
                .containsEntry("remote_ip", "192.0.2.9")
                .containsEntry("remote_mac", "02:00:00:00:00:01")
                .containsEntry("extended", "1")
                .containsEntry("release", "1")
                .containsEntry("userdata/hikeshi-nonce/value", NONCE.text());
    }

    @Test
    void writesNothingTheSecondTime() throws IOException {
        // Given
        configfs.targets().apply(target("192.0.2.9", "02:00:00:00:00:01"));
        configfs.writes.clear();

        // When
        var done = configfs.targets().apply(target("192.0.2.9", "02:00:00:00:00:01"));

        // Then
        assertThat(done).isEqualTo("unchanged");
        assertThat(configfs.writes).isEmpty();
    }

    @Test
    void changesWhatBecameDifferent() throws IOException {
        // Given
        configfs.targets().apply(target("192.0.2.9", "02:00:00:00:00:01"));

        // When
        var done = configfs.targets().apply(target("192.0.2.9", "02:00:00:00:00:02"));

        // Then
        assertThat(done).isEqualTo("changed");
        assertThat(configfs.content("hikeshi-0"))
                .containsEntry("remote_mac", "02:00:00:00:00:02")
                .containsEntry("enabled", "1");
    }

    @Test
    void readsAnIpv6AddressHoweverTheKernelWritesIt() throws IOException {
        // Given
        var target = target("fd00::9", "02:00:00:00:00:01");
        configfs.targets().apply(target);
        configfs.write(folder.resolve("netconsole/hikeshi-0/enabled"), "0");
        configfs.write(folder.resolve("netconsole/hikeshi-0/remote_ip"), "fd00::9");
        configfs.write(folder.resolve("netconsole/hikeshi-0/enabled"), "1");

        // When
        var done = configfs.targets().apply(target);

        // Then
        assertThat(done).isEqualTo("unchanged");
    }

    @Test
    void leavesNothingOfANewTargetThatTheKernelRefuses() throws IOException {
        // Given
        configfs.refusing(REFUSED_MAC);

        // When
        assertThatThrownBy(() -> configfs.targets().apply(target("192.0.2.9", REFUSED_MAC)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Device or resource busy");

        // Then
        assertThat(configfs.targets().ours()).isEmpty();
    }

    @Test
    void keepsAnOldTargetAsItWasWhenTheKernelRefusesItsChange() throws IOException {
        // Given
        configfs.refusing(REFUSED_MAC);
        configfs.targets().apply(target("192.0.2.9", "02:00:00:00:00:01"));
        var before = configfs.content("hikeshi-0");

        // When
        assertThatThrownBy(() -> configfs.targets().apply(target("192.0.2.8", REFUSED_MAC)))
                .isInstanceOf(IOException.class);

        // Then
        assertThat(configfs.content("hikeshi-0")).isEqualTo(before);
    }

    @Test
    void doesWithoutUserdataAndReleaseOnAnOldKernel() throws IOException {
        // Given
        configfs.old();

        // When
        configfs.targets().apply(target("192.0.2.9", "02:00:00:00:00:01"));

        // Then
        assertThat(configfs.content("hikeshi-0")).containsEntry("enabled", "1").doesNotContainKey("release");
        assertThat(configfs.targets().nonce()).isEmpty();
    }

    @Test
    void findsTheNonceThatIsSentAlready() throws IOException {
        // Given
        configfs.targets().apply(target("192.0.2.9", "02:00:00:00:00:01"));

        // When
        var nonce = configfs.targets().nonce();

        // Then
        assertThat(nonce).contains(NONCE);
    }

    @Test
    void removesOursWithTheirUserdataAndNobodyElses() throws IOException {
        // Given
        configfs.targets().apply(target("192.0.2.9", "02:00:00:00:00:01"));
        configfs.make(folder.resolve("netconsole/theirs"));

        // When
        configfs.targets().remove("hikeshi-0");

        // Then
        assertThat(configfs.targets().ours()).isEmpty();
        assertThat(configfs.targets().others()).containsExactly("theirs");
        assertThatThrownBy(() -> configfs.targets().remove("theirs")).hasMessageContaining("not ours");
    }

    private static Target target(String receiver, String mac) {
        boolean v6 = receiver.indexOf(':') >= 0;
        return new Target(
                "hikeshi-0",
                "eth0",
                Endpoint.literal(v6 ? "fd00::5" : "192.0.2.5"),
                Endpoint.parse(receiver),
                new MacAddress(mac),
                true,
                true,
                NONCE);
    }
}
