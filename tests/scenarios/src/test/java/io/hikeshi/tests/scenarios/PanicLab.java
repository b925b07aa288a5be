package io.hikeshi.tests.scenarios;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.tests.harness.Alert;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.NetconsoleFormat;
import io.hikeshi.tests.harness.NetworkNamespace;
import io.hikeshi.tests.harness.PanicVm;
import io.hikeshi.tests.harness.RealServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Three nodes whose kernels can panic, in a network of their own, and Hikeshi beside them. */
final class PanicLab implements RealServer {
    /** The node that this lab's main death is about. */
    static final String MAIN = "vm-1";

    /** Instead of the controllers' 40 s. */
    static final Duration NODE_GRACE = Duration.ofSeconds(15);

    private static final int EAR_PORT = 6667;
    private static final int FIRST_NUMBER = 11;

    final Installation hikeshi;
    private final NetworkNamespace network = new NetworkNamespace();
    private final List<PanicVm> machines = new ArrayList<>();
    private @Nullable PanicEar ear;

    PanicLab() {
        var cluster = new ControlPlane().withHost(NetworkNamespace.HOST).withNodeGrace(NODE_GRACE);
        for (int i = 1; i <= 3; i++) cluster.withKubelet("vm-" + i);
        hikeshi = new Installation(cluster, DeadNodeRules.ACTIONS, List.of());
    }

    @Override
    public void start() {
        network.start();
        ear = new PanicEar(EAR_PORT);
        hikeshi.start();
        // Leases of 8 s instead of a kubelet's 40 s are stale within seconds. Those of 4 minutes outlast a reboot,
        // however
        // busy this machine is.
        add(MAIN, NetconsoleFormat.EXTENDED, 8).start();
        add("vm-2", NetconsoleFormat.BASIC, 240).withReboot(1).start();
        add("vm-3", NetconsoleFormat.EXTENDED, 8).start();
    }

    private PanicVm add(String name, NetconsoleFormat format, int leaseSeconds) {
        var machine = new PanicVm(name, FIRST_NUMBER + machines.size(), network, hikeshi.cluster)
                .withLease(leaseSeconds)
                .withNetconsole(format, Installation.NETCONSOLE_PORT)
                .withNetconsole(NetconsoleFormat.BASIC, EAR_PORT);
        machines.add(machine);
        return machine;
    }

    /** Machine vm-1, vm-2 or vm-3. */
    PanicVm machine(int number) {
        return machines.get(number - 1);
    }

    void awaitMachines() {
        machines.forEach(PanicVm::awaitReady);
    }

    /** Until here nobody but the control plane reacts to a death. */
    void startHikeshi() {
        var rules = hikeshi.rules(DeadNodeRules.YAML);
        var parts = new ArrayList<>(hikeshi.allFunctions());
        parts.add(hikeshi.responder(rules, Map.of()));
        parts.add(hikeshi.receiver());
        parts.forEach(Part::awaitReady);
    }

    /** The sensor of a machine that has booted again, with what it found in its pstore. */
    void startSensorOf(PanicVm machine, String bootId) {
        var folder = hikeshi.folder().resolve(machine.name());
        try {
            var dumps = Files.createDirectories(folder.resolve("pstore"));
            machine.writeDumps(dumps);
            var random = Files.createDirectories(folder.resolve("proc/sys/kernel/random"));
            Files.writeString(random.resolve("boot_id"), bootId);
            hikeshi.sensorOf(machine.name(), dumps, folder.resolve("proc"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write what " + machine.name() + " left behind", e);
        }
    }

    PanicEar ear() {
        return Objects.requireNonNull(ear, "not started");
    }

    Node node(PanicVm machine) {
        return hikeshi.cluster.client().nodes().withName(machine.name()).get();
    }

    boolean isReady(PanicVm machine) {
        return node(machine).getStatus().getConditions().stream()
                .anyMatch(ready ->
                        ready.getType().equals("Ready") && ready.getStatus().equals("True"));
    }

    boolean isCordoned(PanicVm machine) {
        return Boolean.TRUE.equals(node(machine).getSpec().getUnschedulable());
    }

    boolean isOutOfService(PanicVm machine) {
        return node(machine).getSpec().getTaints().stream()
                .anyMatch(taint -> taint.getKey().equals("node.kubernetes.io/out-of-service"));
    }

    /** What stands on the Node; empty if nothing does. */
    String annotation(PanicVm machine, String key) {
        return Optional.ofNullable(node(machine).getMetadata().getAnnotations())
                .map(all -> all.get(key))
                .orElse("");
    }

    /** The pages of one incident. */
    List<Alert> pages(String incident) {
        return hikeshi.alertmanager.alerts().stream()
                .filter(alert -> incident.equals(alert.labels().get("incident")))
                .toList();
    }

    @Override
    public void close() {
        machines.forEach(PanicVm::close);
        machines.clear();
        hikeshi.close();
        if (ear != null) ear.close();
        network.close();
    }
}
