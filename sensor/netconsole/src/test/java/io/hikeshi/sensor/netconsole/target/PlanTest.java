package io.hikeshi.sensor.netconsole.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.wire.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
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
    void sendsToAReceiverOnTheSameLinkAndToOneBehindTheGateway() throws Exception {
        // Given
        machine.with(
                "proc/net/arp",
                FakeHost.arp("192.0.2.1", "02:00:00:00:00:01") + FakeHost.arp("192.0.2.9", "02:00:00:00:00:09"));

        // When
        var plan = plan("192.0.2.9", "203.0.113.7:7000");

        // Then
        assertThat(plan.targets())
                .extracting(Target::parameter)
                .containsExactly(
                        "+r6664@192.0.2.5/eth0,6666@192.0.2.9/02:00:00:00:00:09",
                        "+r6664@192.0.2.5/eth0,7000@203.0.113.7/02:00:00:00:00:01");
        assertThat(warnings(plan)).isEmpty();
        assertThat(plan.nonce()).isPresent();
    }

    @Test
    void makesTheKernelAskForANeighbourThatItDoesNotKnow() throws Exception {
        // Given
        machine.answeringNudge(FakeHost.arp("192.0.2.9", "02:00:00:00:00:09"));

        // When
        var plan = plan("192.0.2.9");

        // Then
        assertThat(machine.nudged).containsExactly(Endpoint.literal("192.0.2.9"));
        assertThat(plan.targets()).extracting(target -> target.mac().text()).containsExactly("02:00:00:00:00:09");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        192.0.2.9 | nobody on eth0 answers for 192.0.2.9
        127.0.0.1 | is this machine
        192.0.2.5 | is this machine
        0.0.0.0   | is no machine's address
        224.0.0.1 | is no machine's address
        fd00::9   | cannot find the way
        """)
    void refusesAReceiverThatNoDatagramCouldReach(String receiver, String why) throws Exception {
        // When
        var plan = plan(receiver);

        // Then
        assertThat(plan.targets()).isEmpty();
        assertThat(plan.hasProblem()).isTrue();
        assertThat(warnings(plan)).anySatisfy(what -> assertThat(what).contains(why));
    }

    @Test
    void leavesOutTheReceiverThatRunsOnThisMachineIfThereIsAnother() throws Exception {
        // When
        var plan = plan("192.0.2.5", "203.0.113.7");

        // Then
        assertThat(plan.targets()).extracting(Target::receiver).containsExactly(Endpoint.parse("203.0.113.7"));
        assertThat(plan.hasProblem()).isFalse();
    }

    @Test
    void refusesADeviceThatBelongsToABond() throws Exception {
        // Given
        Files.createSymbolicLink(folder.resolve("sys/class/net/eth0/master"), Path.of("../bond0"));

        // When
        var plan = plan("203.0.113.7");

        // Then
        assertThat(plan.targets()).isEmpty();
        assertThat(advice(plan)).contains("send by bond0 instead: --device bond0");
    }

    @Test
    void warnsOfABridgeAndNamesItsPorts() throws Exception {
        // Given
        machine.device("eth0", "DEVTYPE=bridge\nINTERFACE=eth0\n").with("sys/class/net/eth0/lower_eno1/x", "");

        // When
        var plan = plan("203.0.113.7");

        // Then
        assertThat(plan.targets()).hasSize(1);
        assertThat(warnings(plan)).anySatisfy(what -> assertThat(what).contains("eth0 is a bridge over eno1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        proc/sys/kernel/printk          | 4 4 1 7        | log level 4 keeps back lines
        proc/sys/kernel/osrelease       | 6.1.0-amd64    | has no userdata
        proc/sys/kernel/panic           | 0              | kernel.panic=0
        proc/cmdline                    | netconsole=@/  | command line has a netconsole target
        sys/class/net/eth0/mtu          | 576            | sends at most 576 bytes
        sys/class/net/eth0/type         | 65534          | is no Ethernet device
        sys/class/net/eth0/carrier      | 0              | is without carrier
        sys/class/net/eth0/flags        | 0x1002         | is down
        sys/class/net/eth0/uevent       | DEVTYPE=wlan   | is wireless
        sys/class/net/eth0/uevent       | DEVTYPE=vxlan  | is an overlay (vxlan)
        config/netconsole/x/remote_ip   | 203.0.113.7    | the target x is somebody else's
        """)
    void remarksOnWhatStandsInTheWay(String file, String content, String remark) throws Exception {
        // Given
        machine.with(file, content + '\n');

        // When
        var plan = plan("203.0.113.7");

        // Then
        assertThat(plan.remarks())
                .extracting(Remark::what)
                .anySatisfy(what -> assertThat(what).contains(remark));
    }

    @Test
    void caresForTimesInTheBasicFormatOnly() throws Exception {
        // Given
        machine.with("sys/module/printk/parameters/time", "N\n");

        // When
        var extended = plan("203.0.113.7", "203.0.113.8");
        var basic = plan(new Wishes(
                List.of(Endpoint.parse("203.0.113.7")), null, null, Format.BASIC, OptionalInt.empty(), null));

        // Then
        assertThat(warnings(extended)).isEmpty();
        assertThat(warnings(basic)).anySatisfy(what -> assertThat(what).contains("printk.time is off"));
        assertThat(basic.nonce()).isEmpty();
    }

    @Test
    void tellsThatTheModuleIsMissing() throws Exception {
        // Given
        configfs.remove(folder.resolve("config/netconsole"));
        machine.with("modules/6.12.1-amd64/modules.dep", "kernel/drivers/net/veth.ko:\n");

        // When
        var plan = plan("203.0.113.7");

        // Then
        assertThat(plan.hasProblem()).isTrue();
        assertThat(warnings(plan)).anySatisfy(what -> assertThat(what).contains("has no netconsole"));
    }

    @Test
    void tellsThatTheModuleOnlyNeedsToBeLoaded() throws Exception {
        // Given
        configfs.remove(folder.resolve("config/netconsole"));
        machine.with(
                "modules/6.12.1-amd64/modules.dep", "kernel/drivers/net/netconsole.ko.xz: kernel/fs/configfs.ko\n");

        // When
        var plan = plan("203.0.113.7");

        // Then
        assertThat(plan.hasProblem()).isFalse();
        assertThat(warnings(plan)).contains("netconsole is not loaded");
    }

    @Test
    void keepsTheNonceThatIsSentAlready() throws Exception {
        // Given
        var first = plan("203.0.113.7");
        configfs.targets().apply(first.targets().get(0));

        // When
        var second = plan("203.0.113.7");

        // Then
        assertThat(second.nonce()).isEqualTo(first.nonce());
    }

    private Plan plan(String... receivers) throws Exception {
        return plan(new Wishes(
                Stream.of(receivers).map(Endpoint::parse).toList(),
                null,
                null,
                Format.EXTENDED,
                OptionalInt.empty(),
                null));
    }

    private Plan plan(Wishes wishes) throws Exception {
        return new Planner(wishes, machine.host(), configfs.targets(), Duration.ZERO).plan();
    }

    private static List<String> warnings(Plan plan) {
        return plan.remarks().stream()
                .filter(remark -> remark.severity() != Remark.Severity.NOTE)
                .map(Remark::what)
                .toList();
    }

    private static List<String> advice(Plan plan) {
        return plan.remarks().stream().map(Remark::advice).toList();
    }
}
