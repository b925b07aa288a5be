package io.hikeshi.functions.deadnode;

import static io.hikeshi.functions.Requests.AT;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Requests;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailedStatusTest {
    private static final ActionRequest REQUEST =
            Requests.panicked("i-1", "fail-pods", "n1", "boot-1", Confirm.NODE_DEAD);

    @Test
    void failsByADisruptionThatJobsCanTellFromACrash() {
        // When
        var pod = patched(first(REQUEST), Pods.running("web-1").build());

        // Then
        assertThat(pod.getStatus().getPhase()).isEqualTo("Failed");
        assertThat(pod.getStatus().getReason()).isEqualTo("NodeKernelPanic");
        assertThat(pod.getStatus().getMessage()).startsWith("node n1 died: kernel panic: Fatal exception");
        assertThat(pod.getStatus().getConditions()).singleElement().satisfies(condition -> {
            assertThat(condition.getType()).isEqualTo("DisruptionTarget");
            assertThat(condition.getStatus()).isEqualTo("True");
            assertThat(condition.getReason()).isEqualTo("DeletionByNodeKernelPanic");
            assertThat(condition.getLastTransitionTime()).isEqualTo("2026-05-01T10:00:00Z");
        });
    }

    @Test
    void holdsTheMarksAndThePodThatItWasDecidedOn() {
        // When
        var pod = patched(first(REQUEST), Pods.running("web-1").build());

        // Then
        assertThat(pod.getMetadata().getUid()).isEqualTo("uid-of-web-1");
        assertThat(pod.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(pod.getMetadata().getAnnotations())
                .containsEntry("hikeshi.io/incident", "i-1")
                .containsEntry("hikeshi.io/action", REQUEST.id())
                .containsEntry("hikeshi.io/pod-termination-reason", "kernel panic: Fatal exception")
                .containsEntry("hikeshi.io/pod-termination-reason-code", "kernel-panic")
                .containsEntry("hikeshi.io/pod-termination-by-caller", "hikeshi/panic")
                .allSatisfy((name, value) -> assertThat(name).startsWith("hikeshi.io/"));
    }

    @Test
    void writesTheNamesOfTitusToo() {
        // When
        var pod = patched(
                first(with(REQUEST, Map.of("names", "titus"))),
                Pods.running("web-1").build());

        // Then
        assertThat(pod.getMetadata().getAnnotations())
                .containsEntry("hikeshi.io/pod-termination-reason-code", "kernel-panic")
                .containsEntry("pod.titus.netflix.com/pod-termination-reason", "kernel panic: Fatal exception")
                .containsEntry("pod.titus.netflix.com/pod-termination-reason-code", "kernel-panic")
                .containsEntry("pod.titus.netflix.com/pod-termination-by-caller", "hikeshi/panic");
    }

    @Test
    void knowsItsOwnWorkFromWhatFailedByItself() {
        // Given
        var ours = new KubernetesSerialization()
                .clone(patched(first(REQUEST), Pods.running("web-1").build()));
        var theirs = Pods.inPhase("web-2", "Failed");

        // When
        boolean isOurs = FailedStatus.isSetBy(first(REQUEST), ours);
        boolean isTheirs = FailedStatus.isSetBy(first(REQUEST), theirs);

        // Then
        assertThat(isOurs).isTrue();
        assertThat(isTheirs).isFalse();
    }

    private static Pod patched(Attempt attempt, Pod pod) {
        var json = new KubernetesSerialization();
        return json.unmarshal(json.asJson(FailedStatus.patch(attempt, pod, AT)), Pod.class);
    }
}
