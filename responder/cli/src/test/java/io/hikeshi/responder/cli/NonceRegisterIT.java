package io.hikeshi.responder.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.hikeshi.sensor.netconsole.target.NodeNonce;
import io.hikeshi.tests.harness.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the ServiceAccount, role and policy as they are shipped, and a token as a pod of the DaemonSet gets it. */
class NonceRegisterIT {
    private static final String NAMESPACE = "hikeshi";
    private static final String ACCOUNT = "netconsole";
    private static final String POLICY = "ValidatingAdmissionPolicy 'hikeshi-own-nonce'";
    private static final NodeNonce NONCE = new NodeNonce("00112233445566778899aabbccddeeff");

    @RegisterExtension
    static final ControlPlane CLUSTER = new ControlPlane();

    @TempDir
    static Path folder;

    private static Path kubeconfig = Path.of("/nowhere");

    @BeforeAll
    static void install() throws IOException {
        CLUSTER.createNamespace(NAMESPACE);
        try (var manifest = Files.newInputStream(NetconsoleManifestTest.FILE)) {
            CLUSTER.client().load(manifest).inNamespace(NAMESPACE).create();
        }
        makeNode("own");
        makeNode("other");
        kubeconfig = kubeconfigOfPodOn("own");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> refusal("own", newLabel()).contains(POLICY));
    }

    /** Another value each time: a patch that changes nothing is allowed, also once the policy is in force. */
    private static String newLabel() {
        return "{\"metadata\":{\"labels\":{\"asked\":\"%d\"}}}".formatted(System.nanoTime());
    }

    @Test
    void writesTheHashOfTheNonceOnItsOwnNodeAndTakesItAway() throws IOException {
        // Given
        var register = new NonceRegister(new Kubeconfig.Reader().convert(kubeconfig.toString()));

        // When
        register.register("own", Optional.of(NONCE));

        // Then
        assertThat(annotations("own")).containsEntry(NodeNonce.ANNOTATION, NONCE.registered());
        register.register("own", Optional.empty());
        assertThat(annotations("own")).doesNotContainKey(NodeNonce.ANNOTATION);
    }

    @Test
    void cannotSpeakForAnotherNode() throws IOException {
        // Given
        var register = new NonceRegister(new Kubeconfig.Reader().convert(kubeconfig.toString()));

        // When, Then
        assertThatThrownBy(() -> register.register("other", Optional.of(NONCE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot register the nonce on node other")
                .hasMessageContaining("its own node only");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"metadata":{"labels":{"x":"y"}}}
        {"metadata":{"annotations":{"x":"y"}}}
        {"metadata":{"annotations":{"hikeshi.io/fenced":"a-boot"}}}
        {"metadata":{"annotations":{"kept":null}}}
        {"metadata":{"annotations":{"hikeshi.io/netconsole-nonce":"plain"}}}
        {"spec":{"unschedulable":true}}
        {"spec":{"taints":[{"key":"x","effect":"NoExecute"}]}}
        """)
    void canChangeNothingElse(String patch) {
        assertThat(refusal("own", patch)).contains(POLICY);
    }

    /** Why the API server refused; empty if it did not. */
    private static String refusal(String node, String patch) {
        try (var pod = ControlPlane.clientFor(kubeconfig)) {
            pod.nodes().withName(node).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
            return "";
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Map<String, String> annotations(String node) {
        return CLUSTER.client().nodes().withName(node).get().getMetadata().getAnnotations();
    }

    private static void makeNode(String name) {
        CLUSTER.client()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToAnnotations("kept", "as it is")
                        .endMetadata()
                        .build())
                .create();
    }

    /** A token that is bound to a pod names the pod's node. */
    private static Path kubeconfigOfPodOn(String node) throws IOException {
        var pod = CLUSTER.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("netconsole")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewSpec()
                        .withServiceAccountName(ACCOUNT)
                        .withNodeName(node)
                        .addNewContainer()
                        .withName("pause")
                        .withImage("pause")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        var request = new TokenRequestBuilder()
                .withNewSpec()
                .withNewBoundObjectRef(
                        "v1",
                        "Pod",
                        pod.getMetadata().getName(),
                        pod.getMetadata().getUid())
                .endSpec()
                .build();
        var accounts = CLUSTER.client().serviceAccounts().inNamespace(NAMESPACE);
        var token = accounts.withName(ACCOUNT).tokenRequest(request).getStatus().getToken();
        var unbound = Files.readString(CLUSTER.kubeconfigFor(NAMESPACE, ACCOUNT));
        return Files.writeString(
                folder.resolve("kubeconfig"),
                unbound.replaceFirst("token: \"[^\"]*\"", "token: \"" + requireNonNull(token) + '"'));
    }
}
