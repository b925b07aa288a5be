package io.hikeshi.sensor.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.NodeLost;
import io.hikeshi.sensor.event.NodeRebooted;
import io.hikeshi.sensor.netconsole.target.NodeNonce;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.Nodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The watch over nodes on a real API server, with the very rights that the receivers' ServiceAccount has. */
@Timeout(300)
class NodeWatchIT {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane().withNodeGrace(Duration.ofSeconds(5));

    private static final Path MANIFEST = Path.of("..", "..", "knative", "base", "sensor", "receiver.yaml");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path state;

    private final NodeIndex index = new NodeIndex();
    private final Queue<NodeEvent> told = new ConcurrentLinkedQueue<>();
    private Nodes nodes;
    private KubernetesClient client;
    private NodeWatch watch;
    private NodeLifeSource source;

    @BeforeAll
    static void grant() throws Exception {
        CONTROL_PLANE.createNamespace("hikeshi");
        try (var manifest = Files.newInputStream(MANIFEST)) {
            CONTROL_PLANE.client().load(manifest).items().stream()
                    .filter(item -> List.of("ClusterRole", "ClusterRoleBinding").contains(item.getKind()))
                    .forEach(item -> CONTROL_PLANE.client().resource(item).create());
        }
    }

    @BeforeEach
    void start() throws Exception {
        nodes = new Nodes(CONTROL_PLANE.client());
        client = ControlPlane.clientFor(CONTROL_PLANE.kubeconfigFor("hikeshi", "receiver"));
        watch = new NodeWatch(client, index);
        source = NodeLifeSource.open("test", client, index, watch::isWatching, state);
        watch.start();
        new Thread(this::read, "reader").start();
    }

    @AfterEach
    void end() {
        source.close();
        watch.close();
        client.close();
        nodes.close();
        CONTROL_PLANE.client().nodes().delete();
    }

    @Test
    void knowsNodesByTheirAddressAndWhatTheyRegistered() {
        // Given
        var nonce = NodeNonce.random();

        // When
        nodes.join("node-1");
        annotate("node-1", nonce.registered());

        // Then
        Awaitility.await("the node in the index")
                .atMost(PATIENCE)
                .until(() -> index.at("127.0.0.1").stream()
                        .anyMatch(node -> nonce.registered().equals(node.nonce())));
        assertThat(index.at("127.0.0.1")).singleElement().satisfies(node -> {
            assertThat(node.name()).isEqualTo("node-1");
            assertThat(node.bootId()).isEqualTo(bootId("node-1"));
        });
    }

    @Test
    void losesANodeThatFallsSilentOnceAndKeepsWhoseAddressItHad() {
        // Given
        nodes.join("node-2");
        nodes.join("node-3");
        awaitKnown("node-2", "node-3");

        // When
        nodes.silence("node-2");
        Awaitility.await("the loss").atMost(PATIENCE).until(() -> !told.isEmpty());

        // Then
        assertThat(told).singleElement().isInstanceOfSatisfying(NodeLost.class, lost -> {
            assertThat(lost.origin().node()).isEqualTo("node-2");
            assertThat(lost.ready()).isEqualTo("Unknown");
            assertThat(lost.renewedAt()).isNotNull();
        });
        assertThat(index.at("127.0.0.1")).hasSize(2);
    }

    @Test
    void tellsOfARebootAndLosesNobodyWhileTheApiServerIsAway() {
        // Given
        nodes.join("node-4");
        awaitKnown("node-4");
        CONTROL_PLANE.stopApiServer();
        Awaitility.await("the watch to notice").atMost(PATIENCE).until(() -> !watch.isWatching());
        var known = index.at("127.0.0.1");

        // When
        CONTROL_PLANE.startApiServer();
        Awaitility.await("the reboot").atMost(PATIENCE).until(() -> {
            // The stand-in for its kubelet, once doubted, writes its own boot again.
            reboot("node-4", "boot-of-another-life");
            return !told.isEmpty();
        });

        // Then
        assertThat(known).hasSize(1);
        assertThat(told).noneMatch(NodeLost.class::isInstance);
        assertThat(told.element()).isInstanceOfSatisfying(NodeRebooted.class, rebooted -> {
            assertThat(rebooted.origin().bootId()).isEqualTo("boot-of-another-life");
            assertThat(rebooted.previousBootId()).isEqualTo(known.get(0).bootId());
        });
    }

    private void awaitKnown(String... names) {
        Awaitility.await("the watcher to look")
                .atMost(PATIENCE)
                .until(() -> Files.exists(state.resolve("nodes"))
                        && List.of(names).stream().allMatch(Files.readString(state.resolve("nodes"))::contains));
    }

    private static void annotate(String node, String value) {
        CONTROL_PLANE
                .client()
                .nodes()
                .withName(node)
                .edit(found -> new NodeBuilder(found)
                        .editMetadata()
                        .addToAnnotations(NodeNonce.ANNOTATION, value)
                        .endMetadata()
                        .build());
    }

    private static void reboot(String node, String bootId) {
        CONTROL_PLANE
                .client()
                .nodes()
                .withName(node)
                .editStatus(found -> new NodeBuilder(found)
                        .editStatus()
                        .editNodeInfo()
                        .withBootID(bootId)
                        .endNodeInfo()
                        .endStatus()
                        .build());
    }

    private static String bootId(String node) {
        return CONTROL_PLANE
                .client()
                .nodes()
                .withName(node)
                .get()
                .getStatus()
                .getNodeInfo()
                .getBootID();
    }

    private void read() {
        try {
            for (var next = source.next(); next.isPresent(); next = source.next()) told.add(next.get());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
