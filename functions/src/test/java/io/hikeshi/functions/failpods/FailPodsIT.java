package io.hikeshi.functions.failpods;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.shown;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.hikeshi.functions.Doomed;
import io.hikeshi.functions.Lab;
import io.hikeshi.functions.Requests;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome.Status;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailPodsIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @Test
    void failsWhatAnotherNodeCanTakeOverAndLeavesWhatMayStillWrite() {
        // Given
        try (var node = new Doomed(LAB, "doomed")) {
            node.apply(Doomed.workload("Deployment", "web"));
            node.apply(Doomed.workload("StatefulSet", "db"));
            node.apply(Doomed.workload("DaemonSet", "logs"));
            node.apply(Doomed.claim("disk", "ReadWriteOnce"));
            node.apply(Doomed.claim("share", "ReadWriteMany"));
            node.apply(Doomed.pod("writer", "", "{name: v, persistentVolumeClaim: {claimName: disk}}"));
            node.apply(Doomed.pod("sharer", "", "{name: v, persistentVolumeClaim: {claimName: share}}"));
            node.apply(Doomed.pod("private", ", labels: {hikeshi.io/ignore: \"true\"}", ""));
            node.die(6);
            var request = node.request("fail-pods", Confirm.NODE_DEAD);

            // When
            var done = fail().act(first(request));
            var again = fail().act(again(request));

            // Then
            assertThat(done.status()).as(done.detail()).isEqualTo(Status.DONE);
            assertThat(done.detail())
                    .startsWith("failed 2 pods: ")
                    .contains("doomed/db-0 is of a StatefulSet: needs confirm: fenced")
                    .contains("doomed/writer has a volume for one writer: needs confirm: fenced")
                    .contains("is of a DaemonSet")
                    .contains("doomed/private is labelled hikeshi.io/ignore=true");
            assertFailed(node.pod("web"));
            assertFailed(node.pod("sharer"));
            for (String left : new String[] {"db", "logs", "writer", "private"}) {
                assertThat(node.pod(left).getStatus().getPhase()).as(left).isEqualTo("Running");
            }
            node.awaitOnSpare("web");
            assertThat(again.status()).as(again.detail()).isEqualTo(Status.ALREADY_DONE);
            assertThat(LAB.audited(again(request)))
                    .extracting(record -> record.verb())
                    .doesNotContain("patch");
            assertThat(LAB.audited(first(request)))
                    .filteredOn(record -> record.verb().equals("patch"))
                    .hasSize(2)
                    .allSatisfy(record -> assertThat(record.subresource()).isEqualTo("status"));
        }
    }

    @Test
    void letsJobsThatIgnoreDisruptionsRetryWithoutBurningTheirBackoffLimit() {
        // Given
        try (var node = new Doomed(LAB, "batch")) {
            node.apply(Doomed.job(
                    "careful",
                    "podFailurePolicy: {rules: [{action: Ignore, onPodConditions:"
                            + " [{type: DisruptionTarget, status: \"True\"}]}]}"));
            node.apply(Doomed.job("careless", ""));
            node.die(2);

            // When
            var result = fail().act(first(node.request("fail-pods", Confirm.NODE_DEAD)));

            // Then
            assertThat(result.status()).as(result.detail()).isEqualTo(Status.DONE);
            node.awaitOnSpare("careful");
            awaitCondition("careless", "Failed");
            var careful = LAB.admin()
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace("batch")
                    .withName("careful")
                    .get();
            assertThat(careful.getStatus().getFailed()).isIn(null, 0);
            assertThat(careful.getStatus().getConditions()).isEmpty();
        }
    }

    @Test
    void leavesANodeThatRebootedSinceThenAndOneThatIsGone() {
        // Given
        LAB.node("back", "boot-2", "True");
        var request = Requests.panicked("i-back", "fail-pods", "back", "boot-1", Confirm.NODE_DEAD);
        var gone = Requests.panicked("i-gone", "fail-pods", "never-was", "boot-1", Confirm.NODE_DEAD);

        // When
        var rebooted = fail().act(first(request));
        var absent = fail().act(first(gone));

        // Then
        assertThat(rebooted.status()).isEqualTo(Status.SKIPPED);
        assertThat(rebooted.detail()).contains("rebooted");
        assertThat(absent.status()).isEqualTo(Status.SKIPPED);
        assertThat(LAB.audited(first(request)))
                .extracting(record -> record.verb())
                .containsOnly("get");
    }

    @Test
    void showsByDryRunsWhatItWouldFail() {
        // Given
        try (var node = new Doomed(LAB, "shown-pods")) {
            node.apply(Doomed.pod("web", "", ""));
            node.die(1);

            // When
            var result = fail().act(first(shown(node.request("fail-pods", Confirm.NODE_DEAD))));

            // Then
            assertThat(result.status()).as(result.detail()).isEqualTo(Status.SHOWN);
            assertThat(result.detail()).isEqualTo("would fail 1 pod: shown-pods/web");
            assertThat(node.pod("web").getStatus().getPhase()).isEqualTo("Running");
            assertThat(node.pod("web").getMetadata().getAnnotations()).isNullOrEmpty();
        }
    }

    @Test
    void failsAFullNodeInOneDeliveryWithBoundedEvents() {
        // Given
        try (var node = new Doomed(LAB, "full")) {
            for (int i = 0; i < 120; i++) node.apply(Doomed.pod("web-" + i, "", ""));
            node.die(120);
            var request = with(node.request("fail-pods", Confirm.NODE_DEAD), Map.of("names", "titus"));

            // When
            var result = fail().act(first(request));

            // Then
            assertThat(result.detail()).startsWith("failed 120 pods: ").endsWith(" and 108 more");
            assertThat(node.on("full")).allSatisfy(FailPodsIT::assertFailed);
            assertThat(node.pod("web-7").getMetadata().getAnnotations())
                    .containsEntry("pod.titus.netflix.com/pod-termination-reason-code", "kernel-panic");
            assertThat(LAB.admin()
                            .events()
                            .v1()
                            .events()
                            .inNamespace("full")
                            .list()
                            .getItems())
                    .filteredOn(event -> event.getMetadata().getName().startsWith("hikeshi-" + request.id() + "-"))
                    .hasSize(50);
            assertThat(LAB.eventsOf(request))
                    .singleElement()
                    .satisfies(
                            event -> assertThat(event.getRegarding().getKind()).isEqualTo("Node"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":{\"phase\":\"Succeeded\"}}",
                "{\"status\":{\"phase\":\"Failed\",\"reason\":\"Evicted\"}}",
                "{\"metadata\":{\"annotations\":{\"hikeshi.io/incident\":\"i-1\"}}}",
                "{\"metadata\":{\"labels\":{\"app\":\"x\"}},\"status\":{\"phase\":\"Failed\",\"reason\":\"NodeLost\"}}",
                "{\"metadata\":{\"annotations\":{\"sidecar\":\"x\"}},\"status\":{\"phase\":\"Failed\",\"reason\":\"NodeLost\"}}",
                "{\"status\":{\"phase\":\"Failed\",\"reason\":\"NodeLost\"}}",
                "{\"metadata\":{\"annotations\":{\"hikeshi.io/incident\":\"i-1\"}},"
                        + "\"status\":{\"phase\":\"Failed\",\"reason\":\"NodeLost\",\"podIP\":\"10.0.0.1\"}}",
                "{\"metadata\":{\"annotations\":{\"hikeshi.io/incident\":\"i-1\"}},\"status\":{\"phase\":\"Failed\","
                        + "\"reason\":\"NodeLost\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}"
            })
    void letsAThiefOfItsTokenSayNothingElseOfAPod(String patch) {
        // Given
        var pod = "stolen-" + Integer.toHexString(patch.hashCode());
        LAB.pod("shop", pod, "anywhere");
        try (var thief = LAB.thief("fail-pods")) {
            // When
            var saying = assertThatThrownBy(() -> patchStatus(thief, pod, patch));

            // Then
            saying.hasMessageContaining("hikeshi-only-dead-pods");
        }
    }

    @Test
    void letsAThiefOfItsTokenChangeNoPodAndNoNode() {
        // Given
        LAB.pod("shop", "kept");
        LAB.node("kept", Map.of());
        try (var thief = LAB.thief("fail-pods")) {
            // When
            var deleting = assertThatThrownBy(
                    () -> thief.pods().inNamespace("shop").withName("kept").delete());
            var labelling = assertThatThrownBy(() -> thief.pods()
                    .inNamespace("shop")
                    .withName("kept")
                    .patch("{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"));
            var cordoning = assertThatThrownBy(
                    () -> thief.nodes().withName("kept").patch("{\"spec\":{\"unschedulable\":true}}"));

            // Then
            deleting.hasMessageContaining("forbidden");
            labelling.hasMessageContaining("forbidden");
            cordoning.hasMessageContaining("forbidden");
        }
    }

    private static FailPods fail() {
        return new FailPods(LAB.deadNodes("fail-pods"));
    }

    private static void assertFailed(Pod pod) {
        assertThat(pod.getStatus().getPhase()).isEqualTo("Failed");
        assertThat(pod.getStatus().getReason()).isEqualTo("NodeKernelPanic");
        assertThat(pod.getStatus().getConditions())
                .anySatisfy(condition -> {
                    assertThat(condition.getType()).isEqualTo("DisruptionTarget");
                    assertThat(condition.getStatus()).isEqualTo("True");
                    assertThat(condition.getReason()).isEqualTo("DeletionByNodeKernelPanic");
                })
                .anySatisfy(condition -> assertThat(condition.getType()).isEqualTo("Ready"));
        assertThat(pod.getMetadata().getAnnotations())
                .containsEntry("hikeshi.io/pod-termination-reason-code", "kernel-panic")
                .containsKey("hikeshi.io/incident");
    }

    private static void awaitCondition(String job, String type) {
        Awaitility.await(job + " to be " + type)
                .atMost(Duration.ofSeconds(30))
                .until(() -> LAB
                        .admin()
                        .batch()
                        .v1()
                        .jobs()
                        .inNamespace("batch")
                        .withName(job)
                        .get()
                        .getStatus()
                        .getConditions()
                        .stream()
                        .anyMatch(condition -> condition.getType().equals(type)));
    }

    private static void patchStatus(KubernetesClient thief, String pod, String patch) {
        thief.pods()
                .inNamespace("shop")
                .withName(pod)
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch);
    }
}
