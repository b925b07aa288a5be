package io.hikeshi.functions.annotatenode;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.functions.Lab;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnnotateNodeIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @Test
    void annotatesTheNodeOnceAndLeavesAnEvent() {
        // Given
        LAB.node("noted", Map.of());
        var request = request("i-noted", "annotate-node", new Target.Node("noted"));

        // When
        var done = annotate().act(first(request));
        var again = annotate().act(again(request));

        // Then
        assertThat(done.status()).as(done.detail()).isEqualTo(Status.DONE);
        assertThat(again.status()).isEqualTo(Status.ALREADY_DONE);
        assertThat(LAB.admin().nodes().withName("noted").get().getMetadata().getAnnotations())
                .containsEntry("hikeshi.io/incident", "i-noted")
                .containsEntry("hikeshi.io/last-crash", "2026-05-01T10:00:00Z");
        assertThat(LAB.eventsOf(request)).hasSize(1);
    }

    @Test
    void mayNotCordon() {
        // Given
        LAB.node("safe", Map.of());

        // When
        var request = request("i-1", "annotate-node", new Target.Node("safe"));
        var result = LAB.patch("annotate-node")
                .apply(
                        first(request),
                        LAB.admin().nodes().withName("safe").get(),
                        node -> new Plan.Change(Map.of("unschedulable", true), Map.of()));

        // Then
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.detail()).contains("may not change a spec");
    }

    @Test
    void skipsANodeWhoseOwnerOptedOut() {
        // Given
        LAB.node("private", Map.of("hikeshi.io/ignore", "true"));

        // When
        var result = annotate().act(first(request("i-1", "annotate-node", new Target.Node("private"))));

        // Then
        assertThat(result.status()).isEqualTo(Status.SKIPPED);
    }

    private static AnnotateNode annotate() {
        return new AnnotateNode(LAB.patch("annotate-node"));
    }
}
