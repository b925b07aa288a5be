package io.hikeshi.tests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PanicVmIT {
    @Order(1)
    @RegisterExtension
    static final NetworkNamespace NETWORK = new NetworkNamespace();

    @Order(2)
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane()
            .withHost(NetworkNamespace.HOST)
            .withKubelet("vm-1")
            .withKubelet("vm-2")
            .withKubelet("vm-3");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PORT = 6666;
    private static final int LEASE_SECONDS = 4;

    @TempDir
    Path dumps;

    @Test
    void aPanicTakesLeaseAndKubeletWithItAndIsHeardOverTheNetwork() throws Exception {
        try (var vm = new PanicVm("vm-1", 11, NETWORK, CONTROL_PLANE)) {
            // Given
            vm.withLease(LEASE_SECONDS).withNetconsole(NetconsoleFormat.EXTENDED, PORT);
            vm.start().awaitReady();
            Awaitility.await().until(() -> isKubeletThere(vm));
            try (var receiver = receiver()) { // not earlier: nobody reads the boot's lines

                // When
                vm.die(KernelDeath.SYSRQ);

                // Then
                assertThat(awaitLine(receiver, "Kernel panic - not syncing"))
                        .startsWith("0,")
                        .contains("sysrq triggered crash");
                awaitLine(receiver, "---[ end Kernel panic");
            }
            assertThat(isKubeletThere(vm)).isFalse();
            var lastRenewal = renewedAt(vm);
            Awaitility.await()
                    .pollDelay(Duration.ofSeconds(LEASE_SECONDS))
                    .until(() -> renewedAt(vm).equals(lastRenewal));
        }
    }

    @Test
    void rebootsUnderAnotherBootIdAndHandsOverWhatItsKernelWroteAsItDied() throws Exception {
        try (var vm = new PanicVm("vm-2", 12, NETWORK, CONTROL_PLANE)) {
            // Given
            var first = vm.withLease(LEASE_SECONDS)
                    .withReboot(1)
                    .start()
                    .awaitReady()
                    .awaitBoot(1);

            // When
            vm.die(KernelDeath.NULL);

            // Then
            assertThat(vm.awaitBoot(2)).isNotEqualTo(first);
            vm.awaitReady();
            assertThat(vm.writeDumps(dumps)).isPositive();
            assertThat(Files.readString(dumps.resolve("dmesg-ramoops-0"))).contains("kaboom_null");
        }
    }

    @Test
    void runsAProgramOfThisMachinesUnderTheNewerKernel() {
        try (var vm = new PanicVm("vm-3", 13, NETWORK, CONTROL_PLANE)) {
            // Given
            var java = Path.of(System.getProperty("java.home"), "bin", "java");
            vm.withKernel(StockKernel.BACKPORTS).withCommand(Command.of(java, "-version"), List.of());

            // When
            vm.start().awaitCommand(1);

            // Then
            assertThat(vm.console())
                    .contains(StockKernel.BACKPORTS.release())
                    .contains("(build " + System.getProperty("java.vm.version"));
        }
    }

    private static DatagramSocket receiver() throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(NetworkNamespace.HOST, PORT));
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static String awaitLine(DatagramSocket receiver, String part) throws IOException {
        while (true) {
            var packet = new DatagramPacket(new byte[2_000], 2_000);
            receiver.receive(packet);
            var line = new String(packet.getData(), 0, packet.getLength(), UTF_8);
            if (line.contains(part)) return line;
        }
    }

    private static boolean isKubeletThere(PanicVm vm) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(vm.address()), 10_250), 1_000);
            return true;
        } catch (IOException silent) {
            return false;
        }
    }

    private static Object renewedAt(PanicVm vm) {
        var lease =
                CONTROL_PLANE.client().leases().inNamespace("kube-node-lease").withName(vm.name());
        return lease.get().getSpec().getRenewTime();
    }
}
