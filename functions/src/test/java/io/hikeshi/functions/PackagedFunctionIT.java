package io.hikeshi.functions;

import static io.hikeshi.functions.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.responder.action.Target;
import io.hikeshi.sensor.event.StructuredJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The application as it is shipped, in a process of its own, configured by environment alone. */
class PackagedFunctionIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @TempDir
    Path folder;

    private int port;
    private @Nullable Process process;

    @BeforeEach
    void start() throws IOException {
        port = freePort();
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "target/quarkus-app/quarkus-run.jar");
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG",
                        LAB.controlPlane()
                                .kubeconfigFor("hikeshi", "cordon-node")
                                .toString(),
                        "HIKESHI_CLUSTER",
                        "lab",
                        "HIKESHI_FUNCTIONS_SERVE",
                        "cordon-node",
                        "HIKESHI_FUNCTIONS_TOKEN_FILE",
                        Files.writeString(folder.resolve("token"), "s3cret\n").toString(),
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port)));
        process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await("the function to be ready")
                .atMost(Duration.ofSeconds(60))
                .until(this::isReady);
    }

    @AfterEach
    void stop() {
        if (process != null) process.destroy();
    }

    @Test
    void cordonsANodeOfARealCluster() throws Exception {
        // Given
        LAB.node("packaged", Map.of());
        var request = request("i-packaged", "cordon-node", new Target.Node("packaged"));

        // When
        var response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri("/"))
                                .header("Authorization", "Bearer s3cret")
                                .header("Hikeshi-Attempt", "7")
                                .header("Content-Type", StructuredJson.CONTENT_TYPE)
                                .POST(BodyPublishers.ofByteArray(
                                        StructuredJson.write(ActionCodec.encode(request, "lab", null))))
                                .build(),
                        BodyHandlers.ofByteArray());

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        var outcome = ActionCodec.decodeOutcome(StructuredJson.read(response.body()));
        assertThat(outcome.status()).as(outcome.detail()).isEqualTo(Outcome.Status.DONE);
        assertThat(LAB.admin().nodes().withName("packaged").get().getSpec().getUnschedulable())
                .isTrue();
        assertThat(LAB.audited(new Attempt(request, "lab", 7))).isNotEmpty();
    }

    private boolean isReady() {
        assertThat(process).matches(started -> started != null && started.isAlive());
        try {
            return HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(uri("/q/health/ready")).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
