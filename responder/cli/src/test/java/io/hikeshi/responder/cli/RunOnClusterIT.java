package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.NatsServer;
import io.hikeshi.tests.harness.Nodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged command line with a real cluster to act on. Needs root and a C compiler. */
@Timeout(300)
class RunOnClusterIT {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @RegisterExtension
    static final NatsServer NATS = new NatsServer();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cordonsTheNodeOfACrashInMemoryOrThroughNats(boolean throughNats) throws Exception {
        // Given
        var host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        var dying = new Dying(folder);
        try (var nodes = new Nodes(CONTROL_PLANE.client())) {
            nodes.join(host);
            try (var run = RunningHikeshi.start(folder, options(throughNats))) {
                // When
                dying.of("segv", "process.crashed", "SIGSEGV");
                run.awaitEvent("a completed action", RunOnClusterIT::isCompleted);
                int exitCode = run.stop();

                // Then
                assertThat(node(host).getSpec().getUnschedulable()).isTrue();
                assertThat(run.err())
                        .contains("actions are applied")
                        .contains("action cordon-node done on nodes/" + host);
                assertThat(exitCode).isZero();
            } finally {
                CONTROL_PLANE.client().nodes().withName(host).delete();
            }
        }
    }

    private Object[] options(boolean throughNats) throws Exception {
        var rules = Files.writeString(folder.resolve("rules.yaml"), """
                apiVersion: hikeshi.io/v1
                kind: Rules
                rules:
                  - name: any-crash
                    on: [process.crashed]
                    when: event.process.comm == "die"
                    then:
                      - action: cordon-node
                """);
        var options = List.of("--json", "--apply", "--rules", rules, "--kubeconfig", CONTROL_PLANE.kubeconfig());
        var nats = throughNats ? List.of("--nats", NATS.url()) : List.of();
        return Stream.concat(options.stream(), nats.stream()).toArray();
    }

    private static boolean isCompleted(JsonNode event) {
        return event.path("type").asText().equals("io.hikeshi.action.completed");
    }

    private static Node node(String name) {
        return CONTROL_PLANE.client().nodes().withName(name).get();
    }
}
