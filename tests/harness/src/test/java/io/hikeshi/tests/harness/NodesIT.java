package io.hikeshi.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class NodesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int SIGSEGV = 11;

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane().withNodeGrace(Duration.ofSeconds(5));

    private static Nodes nodes;

    @TempDir
    Path logs;

    @BeforeAll
    static void joinNodes() {
        nodes = new Nodes(CONTROL_PLANE.client());
        nodes.join("node-1", Map.of("topology.kubernetes.io/zone", "a"));
    }

    @AfterAll
    static void endNodes() {
        nodes.close();
    }

    @Test
    void runsTheScheduledPodOfADeployment() {
        // When
        deploy("web");

        // Then
        var pod = awaitPod("web");
        assertThat(pod.getSpec().getNodeName()).startsWith("node-");
        assertThat(Nodes.containerId(pod, "web")).matches("[0-9a-f]{64}");
    }

    @Test
    void restartsAContainerUnderANewId() {
        // Given
        deploy("crashing");
        var before = awaitPod("crashing");

        // When
        var after = nodes.restartContainer("default", before.getMetadata().getName(), "crashing", SIGSEGV);

        // Then
        var status = after.getStatus().getContainerStatuses().get(0);
        assertThat(status.getLastState().getTerminated().getContainerID())
                .endsWith(Nodes.containerId(before, "crashing"));
        assertThat(Nodes.containerId(after, "crashing")).isNotEqualTo(Nodes.containerId(before, "crashing"));
    }

    @Test
    void losesASilentNodeAndTakesItBack() {
        // Given
        nodes.join("node-2");

        // When
        nodes.silence("node-2");

        // Then
        awaitReadiness("node-2", "Unknown");
        nodes.revive("node-2");
        awaitReadiness("node-2", "True");
    }

    @Test
    void runsPodsAgainAfterAnOutageOfTheApiServer() {
        // Given
        CONTROL_PLANE.stopApiServer();
        CONTROL_PLANE.startApiServer();

        // When
        deploy("late");

        // Then
        assertThat(awaitPod("late").getStatus().getPhase()).isEqualTo("Running");
    }

    @Test
    void givesAProcessTheCgroupOfAPod() {
        // Given
        deploy("worker");
        var pod = awaitPod("worker");
        var id = Nodes.containerId(pod, "worker");
        try (var cgroup = new PodCgroup(pod.getMetadata().getUid(), id)) {

            // When
            var child = cgroup.inside(Command.of("cat", "/proc/self/cgroup")).start(logs, "worker");

            // Then
            assertThat(child.awaitExit(PATIENCE)).isZero();
            assertThat(child.output()).contains(cgroup.path()).contains(id);
        }
    }

    private static void awaitReadiness(String node, String status) {
        var client = CONTROL_PLANE.client();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> client.nodes().withName(node).get().getStatus().getConditions().stream()
                        .anyMatch(ready -> ready.getType().equals("Ready")
                                && ready.getStatus().equals(status)));
    }

    private static Pod awaitPod(String app) {
        var pods = CONTROL_PLANE.client().pods().inNamespace("default").withLabel("app", app);
        var found = Awaitility.await().atMost(PATIENCE).until(() -> pods.list().getItems(), list -> !list.isEmpty());
        return nodes.awaitRunning("default", found.get(0).getMetadata().getName());
    }

    private static void deploy(String app) {
        var labels = Map.of("app", app);
        var deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withName(app)
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(app)
                .withImage("example/" + app + ":1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        CONTROL_PLANE.client().resource(deployment).create();
    }
}
