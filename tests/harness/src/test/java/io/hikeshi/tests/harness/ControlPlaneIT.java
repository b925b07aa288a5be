package io.hikeshi.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlPlaneIT {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane().withUser("alice", "developers");

    @Test
    void writesTheAuditIdThatAClientSentIntoTheAuditLog() {
        // Given
        var config = new ConfigBuilder(CONTROL_PLANE.client().getConfiguration())
                .addToCustomHeaders("Audit-ID", "incident-7/annotate-node/1")
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {

            // When
            client.resource(note("audited")).create();

            // Then
            assertThat(CONTROL_PLANE.auditLog())
                    .filteredOn(record -> record.auditId().equals("incident-7/annotate-node/1"))
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.user()).isEqualTo("admin");
                        assertThat(record.code()).isEqualTo(HttpURLConnection.HTTP_CREATED);
                        assertThat(record.body()).contains("audited");
                    });
        }
    }

    @Test
    void refusesAUserWithoutRights() {
        try (var alice = ControlPlane.clientFor(CONTROL_PLANE.kubeconfigFor("alice"))) {
            assertThatThrownBy(() -> alice.nodes().list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            refused -> assertThat(refused.getCode()).isEqualTo(HttpURLConnection.HTTP_FORBIDDEN));
        }
    }

    @Test
    void knowsAServiceAccountByItsToken() {
        // Given
        var kubeconfig = CONTROL_PLANE.kubeconfigFor("default", "sensor");

        // When
        try (var sensor = ControlPlane.clientFor(kubeconfig)) {
            assertThatThrownBy(() -> sensor.pods().inNamespace("default").list())

                    // Then
                    .hasMessageContaining("system:serviceaccount:default:sensor");
        }
    }

    @Test
    void keepsWhatWasStoredOverAnOutage() {
        // Given
        var client = CONTROL_PLANE.client();
        client.resource(note("kept")).create();

        // When
        CONTROL_PLANE.stopApiServer();
        CONTROL_PLANE.startApiServer();

        // Then
        assertThat(client.configMaps().inNamespace("default").withName("kept").get())
                .isNotNull();
    }

    private static ConfigMap note(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .build();
    }
}
