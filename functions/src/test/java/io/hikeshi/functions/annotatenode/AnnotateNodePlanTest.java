package io.hikeshi.functions.annotatenode;

import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.hikeshi.functions.Requests;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotateNodePlanTest {
    @ParameterizedTest
    @CsvSource({
        "kernel.panicked, kernel-panic",
        "kernel.panic.reported, kernel-panic",
        "kernel.panic.recovered, kernel-panic",
        "node.lost, lost"
    })
    void saysWhatEndedTheNode(String kind, String code) {
        // When
        var annotations = annotations(because(kind), node(Map.of()));

        // Then
        assertThat(annotations)
                .containsEntry("hikeshi.io/node-termination-reason", "kernel panic: Fatal exception")
                .containsEntry("hikeshi.io/node-termination-reason-code", code)
                .containsEntry("hikeshi.io/node-termination-by-caller", "hikeshi/panic")
                .containsEntry("hikeshi.io/last-death", "2026-05-01T10:00:00Z")
                .doesNotContainKey("hikeshi.io/last-crash");
    }

    @Test
    void writesTheNamesOfTitusToo() {
        // When
        var annotations = annotations(with(because("kernel.panicked"), Map.of("names", "titus")), node(Map.of()));

        // Then
        assertThat(annotations)
                .containsEntry("hikeshi.io/node-termination-reason-code", "kernel-panic")
                .containsEntry("node.titus.netflix.com/node-termination-reason-code", "kernel-panic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"process.crashed", "kernel.oopsed", "node.rebooted"})
    void saysOfNoNodeThatItEndedWhichDidNot(String kind) {
        // When
        var annotations = annotations(because(kind), node(Map.of()));

        // Then
        assertThat(annotations.keySet()).noneMatch(name -> name.contains("termination"));
    }

    @Test
    void takesBackWhatADisprovedPanicSaidAndNothingElse() {
        // Given
        var ours = node(Map.of("hikeshi.io/incident", "i-1"));
        var others = node(Map.of("hikeshi.io/incident", "i-2"));

        // When
        var disproved = annotations(because("kernel.panic.disproved"), ours);
        var another = annotations(because("kernel.panic.disproved"), others);

        // Then
        assertThat(disproved)
                .containsEntry("hikeshi.io/node-termination-reason", null)
                .containsEntry("node.titus.netflix.com/node-termination-reason", null);
        assertThat(another.keySet()).noneMatch(name -> name.contains("termination"));
    }

    private static ActionRequest because(String kind) {
        return Requests.nodeEvent(kind, "i-1", "annotate-node", "n1", "boot-1", Confirm.NONE);
    }

    private static Map<String, String> annotations(ActionRequest request, Node node) {
        var plan = AnnotateNode.plan(first(request), node);
        assertThat(plan).isInstanceOf(Plan.Change.class);
        return ((Plan.Change) plan).annotations();
    }

    private static Node node(Map<String, String> annotations) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }
}
