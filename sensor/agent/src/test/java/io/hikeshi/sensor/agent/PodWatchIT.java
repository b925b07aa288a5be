package io.hikeshi.sensor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.ProcessDeath;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.Nodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The watch on a real API server, with the very rights that the DaemonSet's ServiceAccount has. */
@Timeout(300)
class PodWatchIT {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    private static final Path MANIFEST = Path.of("..", "..", "knative", "base", "sensor", "sensor.yaml");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @BeforeAll
    static void grant() throws Exception {
        CONTROL_PLANE.createNamespace("hikeshi");
        try (var manifest = Files.newInputStream(MANIFEST)) {
            CONTROL_PLANE.client().load(manifest).items().stream()
                    .filter(item -> List.of("ServiceAccount", "ClusterRole", "ClusterRoleBinding")
                            .contains(item.getKind()))
                    .forEach(item -> {
                        if (item instanceof Namespaced) item.getMetadata().setNamespace("hikeshi");
                        CONTROL_PLANE.client().resource(item).createOr(existing -> existing.update());
                    });
        }
    }

    @Test
    void namesPodAndContainerOfADeathOnItsOwnNodeOnly() throws Exception {
        // Given
        var index = new PodIndex(PATIENCE);
        try (var nodes = new Nodes(CONTROL_PLANE.client());
                var client = ControlPlane.clientFor(CONTROL_PLANE.kubeconfigFor("hikeshi", "sensor"));
                var watch = new PodWatch(client, "here", index)) {
            nodes.join("here");
            nodes.join("elsewhere");
            watch.start();
            create("stranger", "elsewhere");
            create("web-1", "here");
            nodes.awaitRunning("default", "stranger");
            var pod = nodes.awaitRunning("default", "web-1");

            // When
            var event = index.complete(deathIn(pod), System.nanoTime());

            // Then
            var death = (ProcessDeath) event;
            assertThat(death.pod()).satisfies(found -> {
                assertThat(found.namespace()).isEqualTo("default");
                assertThat(found.name()).isEqualTo("web-1");
                assertThat(found.labels()).containsEntry("tier", "web");
            });
            assertThat(death.container()).satisfies(found -> {
                assertThat(found.name()).isEqualTo("app");
                assertThat(found.image()).isEqualTo("shop:1");
            });
            assertThat(index.size()).isEqualTo(1);
            assertThat(watch.isWatching()).isTrue();
        }
    }

    @Test
    void startsWithoutAnApiServerAndCatchesUpWhenItIsBack() {
        // Given
        var index = new PodIndex(Duration.ZERO);
        var kubeconfig = CONTROL_PLANE.kubeconfigFor("hikeshi", "sensor");
        create("early", "nowhere");
        CONTROL_PLANE.stopApiServer();
        try (var client = ControlPlane.clientFor(kubeconfig);
                var watch = new PodWatch(client, "nowhere", index)) {
            watch.start();

            // When
            CONTROL_PLANE.startApiServer();

            // Then
            Awaitility.await("the pod in the index").atMost(PATIENCE).until(() -> index.size() == 1);
        }
    }

    private static NodeEvent deathIn(Pod pod) {
        return Deaths.inPod(pod.getMetadata().getUid(), Nodes.containerId(pod, "app"));
    }

    private static void create(String name, String node) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .addToLabels("tier", "web")
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .addNewContainer()
                .withName("app")
                .withImage("shop:1")
                .endContainer()
                .endSpec()
                .build();
        CONTROL_PLANE.client().resource(pod).create();
    }
}
