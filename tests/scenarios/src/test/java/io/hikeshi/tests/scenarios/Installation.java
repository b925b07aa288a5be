package io.hikeshi.tests.scenarios;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.hikeshi.tests.harness.Alertmanager;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.Loopback;
import io.hikeshi.tests.harness.NatsServer;
import io.hikeshi.tests.harness.NetworkNamespace;
import io.hikeshi.tests.harness.Nodes;
import io.hikeshi.tests.harness.RealServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hikeshi as a cluster runs it: a sensor, a responder and one functions process per action, each with the rights that
 * knative/base grants it and no more, beside a real NATS server, control plane and Alertmanager.
 */
final class Installation implements RealServer {
    static final String NODE = "node-1";
    static final String CLUSTER = "lab";
    static final String TOKEN = "token-of-the-responder";

    /** Where the receiver listens, in a network where there are kernels to hear. */
    static final int NETCONSOLE_PORT = 6666;

    static final String NAMESPACE = "hikeshi";
    final NatsServer nats = new NatsServer(NatsRights.all());
    final ControlPlane cluster;
    final Alertmanager alertmanager = new Alertmanager();
    final Streams streams = new Streams(nats);

    private final List<String> actions;
    private final List<String> standIns;
    private final Map<String, Integer> ports = new HashMap<>();
    private final Deque<Part> parts = new ArrayDeque<>();
    private Path folder = Path.of("");
    private @Nullable Nodes nodes;
    private @Nullable Ingress ingress;

    /** One node and the actions for what happens to processes. */
    Installation() {
        this(new ControlPlane(), List.of("annotate-pod", "annotate-node", "cordon-node", "page-oncall"), List.of(NODE));
    }

    /**
     * @param actions each gets a functions process of its own
     * @param standIns the nodes to begin with
     */
    Installation(ControlPlane cluster, List<String> actions, List<String> standIns) {
        this.cluster = cluster;
        this.actions = List.copyOf(actions);
        this.standIns = List.copyOf(standIns);
    }

    @Override
    public void start() {
        actions.forEach(action -> ports.put(action, Loopback.freePort()));
        ingress = new Ingress(ports);
        try {
            folder = Files.createTempDirectory("hikeshi-scenario-");
            Files.writeString(folder.resolve("token"), TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for the scenario", e);
        }
        cluster.start();
        alertmanager.start();
        cluster.createNamespace(NAMESPACE);
        Manifests.applyRights(cluster.client());
        nodes = new Nodes(cluster.client());
        standIns.forEach(nodes::join);
    }

    Nodes nodes() {
        return Objects.requireNonNull(nodes, "not started");
    }

    /** Where the parts' output goes, and what the scenario writes. */
    Path folder() {
        return folder;
    }

    Part sensor() {
        return keep(Part.sensor(folder, settings("sensor", Map.of("HIKESHI_NODE", NODE))));
    }

    /** Hears the kernels of all nodes and watches their Leases. */
    Part receiver() {
        return receiver(NetworkNamespace.HOST);
    }

    /** The same at an address of its own. */
    Part receiver(String address) {
        var settings = settings("receiver", Map.of("HIKESHI_NODE", "receiver"));
        settings.put("HIKESHI_SENSOR_KERNEL", "false");
        settings.put("HIKESHI_SENSOR_NODES", "true");
        settings.put("HIKESHI_SENSOR_NETCONSOLE", address + ":" + NETCONSOLE_PORT);
        settings.put(
                "HIKESHI_SENSOR_STATE",
                folder.resolve("state-of-receiver-" + address).toString());
        return keep(Part.receiver(folder, address, settings));
    }

    /**
     * The sensor of a node that is not this machine: it tells what a panic left behind.
     *
     * @param dumps with what that node's kernel left
     * @param proc with that node's boot id
     */
    Part sensorOf(String node, Path dumps, Path proc) {
        var settings = settings("sensor", Map.of("HIKESHI_NODE", node));
        settings.put("HIKESHI_NATS_USER", NatsRights.sensorOf(node));
        settings.put("HIKESHI_NATS_PASSWORD", "sensor");
        settings.put("HIKESHI_SENSOR_KERNEL", "false");
        settings.put("HIKESHI_SENSOR_PSTORE", "true");
        settings.put("HIKESHI_SENSOR_PSTORE_FOLDERS", dumps.toString());
        settings.put("HIKESHI_SENSOR_PROC", proc.toString());
        settings.put("HIKESHI_SENSOR_STATE", folder.resolve("state-of-" + node).toString());
        return keep(Part.sensor(folder, settings));
    }

    /** @param more settings on top, such as failpoints */
    Part responder(Path rules, Map<String, String> more) {
        var settings = settings("responder", more);
        settings.put("HIKESHI_RESPONDER_APPLY", "true");
        settings.put("HIKESHI_RESPONDER_RULES", rules.toString());
        settings.put("HIKESHI_RESPONDER_FUNCTIONS_TOKEN_FILE", token());
        settings.put("HIKESHI_RESPONDER_FUNCTIONS_URL", ingress().urlTemplate());
        settings.put("HIKESHI_NATS_ACK_WAIT", "3s");
        return keep(Part.responder(folder, settings));
    }

    /** The functions process of one action, under that action's own ServiceAccount. */
    Part function(String action) {
        var settings = settings(action, Map.of("HIKESHI_FUNCTIONS_SERVE", action));
        settings.put("HIKESHI_FUNCTIONS_TOKEN_FILE", token());
        settings.put("HIKESHI_FUNCTIONS_ALERTMANAGER_URL", alertmanager.url());
        return keep(Part.functions(folder, Objects.requireNonNull(ports.get(action), action), settings));
    }

    List<Part> allFunctions() {
        return actions.stream().map(this::function).toList();
    }

    Ingress ingress() {
        return Objects.requireNonNull(ingress, "not started");
    }

    Path rules(String yaml) {
        try {
            return Files.writeString(folder.resolve("rules.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write rules into " + folder, e);
        }
    }

    boolean isCordoned() {
        var node = cluster.client().nodes().withName(NODE).get();
        return Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }

    void uncordonAsAPerson() {
        cluster.client()
                .nodes()
                .withName(NODE)
                .edit(node -> new NodeBuilder(node)
                        .editSpec()
                        .withUnschedulable(false)
                        .endSpec()
                        .build());
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
        if (nodes != null) nodes.close();
        if (ingress != null) ingress.close();
        alertmanager.close();
        cluster.close();
        nats.close();
    }

    private Map<String, String> settings(String account, Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("HIKESHI_CLUSTER", CLUSTER);
        settings.put("HIKESHI_NATS_URL", nats.url());
        settings.put("HIKESHI_NATS_USER", account);
        settings.put("HIKESHI_NATS_PASSWORD", account);
        settings.put("HIKESHI_KUBERNETES", "true");
        settings.put("KUBECONFIG", cluster.kubeconfigFor(NAMESPACE, account).toString());
        return settings;
    }

    private String token() {
        return folder.resolve("token").toString();
    }

    private Part keep(Part part) {
        parts.push(part);
        return part;
    }
}
