package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.Nodes;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KubernetesPodsIT {
    @RegisterExtension
    static final ControlPlane CLUSTER = new ControlPlane();

    private static Nodes nodes;
    private static Pod pod;

    private final Pods pods = new KubernetesPods(CLUSTER.client(), Clock.systemUTC());

    @BeforeAll
    static void runAPod() {
        nodes = new Nodes(CLUSTER.client());
        nodes.join("n1");
        CLUSTER.createNamespace("shop");
        CLUSTER.client().resource(web()).create();
        pod = nodes.awaitRunning("shop", "web-1");
    }

    @AfterAll
    static void leave() {
        nodes.close();
    }

    @Test
    void namesAPodOfANodeByItsUid() throws Exception {
        // When
        var found = pods.find(pod.getMetadata().getUid(), "n1");

        // Then
        assertThat(found).hasValueSatisfying(named -> {
            assertThat(named.namespace()).isEqualTo("shop");
            assertThat(named.name()).isEqualTo("web-1");
            assertThat(named.labels()).containsEntry("app", "web");
        });
    }

    @Test
    void knowsNoPodOfAnotherNode() throws Exception {
        assertThat(pods.find(pod.getMetadata().getUid(), "n2")).isEmpty();
    }

    @Test
    void saysThatTheClusterCannotBeAsked() {
        // Given
        CLUSTER.stopApiServer();

        // Then
        try {
            assertThatThrownBy(() -> pods.find("u-1", "n1"))
                    .isInstanceOf(PodsUnavailable.class)
                    .hasMessageStartingWith("cannot list the pods of node n1");
        } finally {
            CLUSTER.startApiServer();
        }
    }

    private static Pod web() {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web-1")
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("web:1")
                .endContainer()
                .endSpec()
                .build();
    }
}
