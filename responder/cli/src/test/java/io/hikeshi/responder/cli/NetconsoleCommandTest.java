package io.hikeshi.responder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.target.Commands;
import io.hikeshi.sensor.netconsole.target.Host;
import io.hikeshi.sensor.netconsole.target.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Against a machine of files: Linux 6.12 with eth0, whose next hop is known, and one target of ours made by hand. */
class NetconsoleCommandTest {
    private static final String TARGET = "config/netconsole/hikeshi-0/";
    private static final String MAC = "--mac=52:54:00:12:34:56";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeMachine() throws IOException {
        write("proc/sys/kernel/osrelease", "6.12.1-amd64");
        write("proc/sys/kernel/printk", "7\t4\t1\t7");
        write(
                "proc/net/ipv6_route",
                "0".repeat(32) + " 00 " + "0".repeat(32) + " 00 fe8" + "0".repeat(28)
                        + "1 00000400 00000003 00000000 00000003 eth0\n");
        for (var file : List.of("type=1", "mtu=1500", "flags=0x1003", "carrier=1")) {
            write("sys/class/net/eth0/" + file.split("=", 2)[0], file.split("=", 2)[1]);
        }
        for (var file : List.of(
                "dev_name",
                "local_ip",
                "local_port",
                "remote_ip",
                "remote_port",
                "remote_mac",
                "extended",
                "release",
                "userdata/hikeshi-nonce/value")) {
            write(TARGET + file, "");
        }
        write(TARGET + "enabled", "0");
    }

    @Test
    void changesNothingUnlessToldTo() throws IOException {
        // When
        int exitCode = typed("--receiver=fd00::9", MAC);

        // Then
        assertThat(exitCode).isZero();
        assertThat(said())
                .contains(
                        "options netconsole netconsole=+r6664@fd00:0:0:0:0:0:0:5/eth0,6666@fd00:0:0:0:0:0:0:9/52:54:00:12:34:56")
                .contains("echo 1 > " + folder.resolve(TARGET + "enabled"))
                .contains("kubectl annotate --overwrite node NODE hikeshi.io/netconsole-nonce=sha256:");
        assertThat(Files.readString(folder.resolve(TARGET + "enabled"))).isEqualTo("0");
    }

    @Test
    void appliesThePlanAndThenFindsNothingToDo() throws IOException {
        // Given
        typed("--receiver=fd00::9", MAC, "--apply");

        // When
        int exitCode = typed("--receiver=fd00::9", MAC, "--apply");

        // Then
        assertThat(exitCode).isZero();
        assertThat(said()).contains("changed hikeshi-0", "unchanged hikeshi-0");
        assertThat(Files.readString(folder.resolve(TARGET + "enabled"))).isEqualTo("1");
        assertThat(Files.readString(folder.resolve(TARGET + "userdata/hikeshi-nonce/value")))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void tellsThatTheTargetIsNotAsPlanned() throws IOException {
        // When
        int exitCode = typed("--receiver=fd00::9", MAC, "--check");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(said()).contains("problem: the target hikeshi-0 is not as planned: dev_name, ");
    }

    @Test
    void findsItsReceiversInTheEnvironment() throws IOException {
        // When
        int exitCode = typed(Map.of("HIKESHI_NETCONSOLE_RECEIVERS", "fd00::9, [fd00::8]:7000"), MAC);

        // Then
        assertThat(exitCode).isZero();
        assertThat(said()).contains(",6666@fd00:0:0:0:0:0:0:9/", ",7000@fd00:0:0:0:0:0:0:8/");
    }

    @Test
    void keepsNobodyFromStartingWhenItIsBestEffort() throws IOException {
        // When
        int exitCode = typed("--apply", "--best-effort");

        // Then
        assertThat(exitCode).isZero();
        assertThat(err.toString(UTF_8)).contains("no receiver is configured", "going on without it");
    }

    private int typed(String... words) {
        return typed(Map.of(), words);
    }

    private int typed(Map<String, String> environment, String... words) {
        var streams = new Streams(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        var command = new NetconsoleCommand(streams, configfs -> machine(), environment);
        return new CommandLine(command).execute(words);
    }

    private String said() {
        return out.toString(UTF_8);
    }

    private Host machine() {
        return new Host(
                folder.resolve("proc"),
                folder.resolve("sys"),
                folder.resolve("config"),
                folder.resolve("modules"),
                folder.resolve("kmsg"),
                words -> new Commands.Result(1, ""),
                new OneAddress());
    }

    private void write(String file, String content) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, content);
    }

    private static final class OneAddress implements Network {
        @Override
        public InetAddress sourceTo(InetAddress receiver) throws UnknownHostException {
            return InetAddress.getByName("fd00::5");
        }

        @Override
        public List<InetAddress> addressesOf(String device) throws UnknownHostException {
            return List.of(InetAddress.getByName("fd00::5"));
        }

        @Override
        public boolean isOurs(InetAddress address) {
            return false;
        }

        @Override
        public void nudge(InetAddress neighbour) {}
    }
}
