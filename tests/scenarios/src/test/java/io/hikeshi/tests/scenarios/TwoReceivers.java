package io.hikeshi.tests.scenarios;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.NodeRebooted;
import io.hikeshi.tests.harness.Alert;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.NetconsoleFormat;
import io.hikeshi.tests.harness.NetworkNamespace;
import io.hikeshi.tests.harness.PanicVm;
import io.hikeshi.tests.harness.RealServer;
import io.hikeshi.tests.harness.StockKernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Hikeshi with two receivers, each at an address of its own, as it is deployed; and three nodes that speak to both. Two of
 * them send the first receiver the basic format and the second the extended one. {@link #applied} asks {@code hikeshi
 * netconsole} to set it up.
 */
final class TwoReceivers implements RealServer {
    static final List<String> ADDRESSES = List.of(NetworkNamespace.HOST, NetworkNamespace.address(2));

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String APPLIED = "vm-applied";
    private static final int FIRST_NUMBER = 11;
    /** A dead node is no matter here, and a reboot is faster. */
    private static final int LEASE_SECONDS = 40;

    private static final String RULES = """
            apiVersion: hikeshi.io/v1
            kind: Rules
            rules:
              - name: kernel-panicked
                on: [kernel.panicked]
                then:
                  - action: page-oncall
                    with: { severity: critical, summary: "{node}: {event.title}" }
              - name: panic-told
                on: [kernel.panic.reported]
                then:
                  - action: page-oncall
                    with: { severity: critical, summary: "{node}: {event.title}" }
            """;

    final Installation hikeshi;
    private final NetworkNamespace network = new NetworkNamespace();
    private final List<PanicVm> machines = new ArrayList<>();
    private final Map<String, Part> receivers = new TreeMap<>();
    private @Nullable Told told;
    private @Nullable PanicVm applied;
    private int times;

    /** The time from one start of a machine's kernel to its death. */
    record Boot(PanicVm machine, String id) {}

    TwoReceivers() {
        var cluster = new ControlPlane().withHost(NetworkNamespace.HOST);
        for (var kernel : StockKernel.values()) cluster.withKubelet(name(kernel));
        hikeshi = new Installation(cluster.withKubelet(APPLIED), List.of("page-oncall"), List.of());
    }

    @Override
    public void start() {
        network.start();
        network.add(ADDRESSES.get(1));
        hikeshi.start();
        hikeshi.nats.start();
        told = Told.from(hikeshi.nats);
        machines.add(speaker(StockKernel.STABLE, NetconsoleFormat.EXTENDED));
        machines.add(speaker(StockKernel.BACKPORTS, NetconsoleFormat.EXTENDED_WITH_RELEASE));
        var parts = new ArrayList<>(hikeshi.allFunctions());
        parts.add(hikeshi.responder(hikeshi.rules(RULES), Map.of()));
        parts.forEach(Part::awaitReady);
        listenEverywhere();
        applied = applying().start();
    }

    /** One machine of each kernel, told by module parameter whom to speak to; they reboot at once. */
    private PanicVm speaker(StockKernel kernel, NetconsoleFormat extended) {
        return new PanicVm(name(kernel), FIRST_NUMBER + kernel.ordinal(), network, hikeshi.cluster)
                .withKernel(kernel)
                .withLease(LEASE_SECONDS)
                .withReboot(1)
                .withNetconsole(NetconsoleFormat.BASIC, ADDRESSES.get(0), Installation.NETCONSOLE_PORT)
                .withNetconsole(extended, ADDRESSES.get(1), Installation.NETCONSOLE_PORT)
                .start();
    }

    /** As knative/base/sensor/netconsole.yaml does it on every node: targets, nonce, and a line that both must confirm. */
    private PanicVm applying() {
        var cluster = hikeshi.cluster;
        var node = new NodeBuilder().withNewMetadata().withName(APPLIED).endMetadata();
        cluster.client().nodes().resource(node.build()).create();
        var kubeconfig = cluster.kubeconfigOnNode(Installation.NAMESPACE, "netconsole", APPLIED);
        var command = CommandLine.command("netconsole", "--apply", "--test", "--node", APPLIED)
                .with("--receiver", String.join(",", ADDRESSES), "--kubeconfig", kubeconfig);
        return new PanicVm(APPLIED, FIRST_NUMBER + StockKernel.values().length, network, cluster)
                .withKernel(StockKernel.BACKPORTS)
                .withLease(LEASE_SECONDS)
                .withCommand(command, List.of(CommandLine.APP, kubeconfig, cluster.certificate()));
    }

    /** The machine that Hikeshi itself has set up, as soon as it has. It stays dead. */
    Boot applied() {
        listenEverywhere();
        var machine =
                Objects.requireNonNull(applied, "not started").awaitReady().awaitCommand(1);
        return new Boot(machine, machine.awaitBoot(1));
    }

    /** The next boots of the other machines, once every receiver knows of them. A receiver that was killed is back then. */
    List<Boot> nextBoots() {
        times++;
        var boots = machines.stream()
                .map(machine -> new Boot(machine.awaitReady(), machine.awaitBoot(times)))
                .toList();
        if (times > 1) boots.forEach(this::awaitKnown);
        listenEverywhere();
        return boots;
    }

    /** Otherwise a panic would count as one of the boot before. */
    private void awaitKnown(Boot boot) {
        Awaitility.await(
                        "all receivers to tell of the boot of " + boot.machine().name())
                .atMost(PATIENCE)
                .until(() -> told().of(NodeRebooted.class, boot.id()).size() >= receivers.size());
    }

    /** Ends a receiver as the death of its own node would. */
    void killReceiver(String address) {
        Objects.requireNonNull(receivers.remove(address), address).child().kill();
    }

    Told told() {
        return Objects.requireNonNull(told, "not started");
    }

    /** The incidents that a panic of that boot is part of. */
    Set<String> incidents(Boot boot) {
        var panics = told().of(KernelPanicked.class, boot.id());
        return hikeshi.streams.incidentsOf(
                panics.stream().map(KernelPanicked::id).toList());
    }

    /** The pages of these incidents. */
    List<Alert> pages(Set<String> incidents) {
        return hikeshi.alertmanager.alerts().stream()
                .filter(alert -> incidents.contains(alert.labels().getOrDefault("incident", "")))
                .toList();
    }

    private void listenEverywhere() {
        for (var address : ADDRESSES) receivers.computeIfAbsent(address, hikeshi::receiver);
        receivers.values().forEach(Part::awaitReady);
    }

    private static String name(StockKernel kernel) {
        return "vm-" + kernel.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        if (applied != null) applied.close();
        times = 0;
        machines.forEach(PanicVm::close);
        machines.clear();
        receivers.clear();
        hikeshi.close();
        network.close();
    }
}
