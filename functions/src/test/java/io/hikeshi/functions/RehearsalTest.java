package io.hikeshi.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.hikeshi.functions.cluster.Cluster;
import io.hikeshi.functions.cluster.PatchRehearsal;
import io.hikeshi.responder.action.Outcome.Status;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void goesAsFarAsAPatchedNodeWithoutAskingTheApiServer() {
        // Given
        var nobody = clientOf("http://192.0.2.1:1");

        // When
        var outcome = rehearsal("lab", new Cluster(nobody)).perform();

        // Then
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(outcome.detail()).contains("nodes/rehearsal", "spec.unschedulable=true");
    }

    @Test
    void leavesTheObjectsOutWhereThereIsNoCluster() {
        assertThat(rehearsal("lab", new Cluster(null)).perform().status()).isEqualTo(Status.SKIPPED);
    }

    @Test
    void stopsNoStartWhenItFails() {
        var failing = rehearsal("no name of a cluster", new Cluster(null));

        assertThatCode(failing::perform).isInstanceOf(RuntimeException.class);
        assertThatCode(failing::play).doesNotThrowAnyException();
    }

    private static Rehearsal rehearsal(String name, Cluster cluster) {
        return new Rehearsal(name, new PatchRehearsal(cluster));
    }

    private static KubernetesClient clientOf(String url) {
        var config = new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
