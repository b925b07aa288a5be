package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.Nodes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class JobsIT {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane().withUser("stranger");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TEMPLATE =
            "template: {spec: {restartPolicy: Never, containers: [{name: work, image: 'work:1'}]}}";
    private static final String IGNORE =
            "podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}";

    @Test
    void listsTheJobsThatANodesDeathWouldHurtAndWhereTheyRun() throws Exception {
        // Given
        CONTROL_PLANE.createNamespace("batch");
        job("batch", "fragile", "backoffLimit: 0, " + TEMPLATE);
        job("batch", "sturdy", IGNORE + ", " + TEMPLATE);
        try (var nodes = new Nodes(CONTROL_PLANE.client())) {
            nodes.join("n1");
            Awaitility.await("a pod of fragile on a node").until(() -> isBound("batch"));

            // When
            var typed = jobs("--namespace", "batch", "--json");

            // Then
            assertThat(typed.err()).isEmpty();
            assertThat(typed.exitCode()).isZero();
            assertThat(typed.out().lines()).singleElement().satisfies(line -> {
                var job = JSON.readTree(line);
                assertThat(job.path("name").asText()).isEqualTo("fragile");
                assertThat(job.path("fails").asBoolean()).isTrue();
                assertThat(job.path("nodes").path("n1").asInt()).isEqualTo(1);
            });
        }
    }

    @Test
    void givesAPatchThatHelpsACronJob() throws Exception {
        // Given
        CONTROL_PLANE.createNamespace("cron");
        load("cron", """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: nightly}
                spec:
                  schedule: "0 3 * * *"
                  jobTemplate:
                    spec:
                      podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [42]}}]}
                      template: {spec: {restartPolicy: Never, containers: [{name: work, image: 'work:1'}]}}
                """);
        var before = only(jobs("-n", "cron", "--json"));

        // When
        CONTROL_PLANE
                .client()
                .batch()
                .v1()
                .cronjobs()
                .inNamespace("cron")
                .withName("nightly")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        before.path("patch").toString());
        var after = jobs("-n", "cron");

        // Then
        assertThat(before.path("fate").asText()).isEqualTo("retries: uses up 1 of 6");
        assertThat(after.out()).isEqualTo("0 of 1 Jobs and CronJobs would be hurt by the death of a node.\n");
    }

    @Test
    void readsMoreThanOnePage() {
        // Given
        CONTROL_PLANE.createNamespace("many");
        IntStream.range(0, 501).forEach(i -> job("many", "suspended-" + i, "suspend: true, " + TEMPLATE));

        // When
        var typed = jobs("-n", "many");

        // Then
        assertThat(typed.out()).endsWith("501 of 501 Jobs and CronJobs would be hurt by the death of a node.\n");
    }

    @Test
    void saysWhichRightIsMissing() {
        // When
        var typed = Typed.line(
                "jobs", "--kubeconfig", CONTROL_PLANE.kubeconfigFor("stranger").toString());

        // Then
        assertThat(typed.exitCode()).isEqualTo(Hikeshi.FAILED);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("answered 403", "cannot list resource", "let one grant it");
    }

    @Test
    void saysThatNothingAnswers(@TempDir Path folder) throws Exception {
        // Given
        var nowhere = Files.writeString(folder.resolve("config"), """
                current-context: x
                contexts: [{name: x, context: {cluster: a, user: me}}]
                clusters: [{name: a, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: me, user: {token: secret}}]
                """);

        // When
        var typed = Typed.line("jobs", "--kubeconfig", nowhere.toString());

        // Then
        assertThat(typed.exitCode()).isEqualTo(Hikeshi.FAILED);
        assertThat(typed.err())
                .startsWith("hikeshi: https://127.0.0.1:1 did not answer: ")
                .doesNotContain("secret");
        assertThat(typed.err().lines()).hasSize(2);
    }

    private static Typed jobs(String... options) {
        var words = new ArrayList<>(
                List.of("jobs", "--kubeconfig", CONTROL_PLANE.kubeconfig().toString()));
        words.addAll(List.of(options));
        return Typed.line(words.toArray(String[]::new));
    }

    private static JsonNode only(Typed typed) throws Exception {
        assertThat(typed.out().lines()).as(typed.err()).hasSize(1);
        return JSON.readTree(typed.out());
    }

    private static boolean isBound(String namespace) {
        return CONTROL_PLANE
                .client()
                .pods()
                .inNamespace(namespace)
                .withLabel("job-name", "fragile")
                .list()
                .getItems()
                .stream()
                .map((Pod pod) -> pod.getSpec().getNodeName())
                .anyMatch("n1"::equals);
    }

    private static void job(String namespace, String name, String spec) {
        load(namespace, "{apiVersion: batch/v1, kind: Job, metadata: {name: %s}, spec: {%s}}".formatted(name, spec));
    }

    private static void load(String namespace, String yaml) {
        var bytes = ("# a manifest\n" + yaml).getBytes(StandardCharsets.UTF_8);
        CONTROL_PLANE
                .client()
                .load(new ByteArrayInputStream(bytes))
                .inNamespace(namespace)
                .create();
    }
}
