package io.hikeshi.functions;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutageIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @Test
    void actsOnTheNextDeliveryOnceTheApiServerIsBack() {
        // Given
        LAB.node("waiting", Map.of());
        var patch = LAB.patch("annotate-node");
        var request = request("i-away", "annotate-node", new Target.Node("waiting"));
        LAB.controlPlane().stopApiServer();
        try {
            assertThatThrownBy(() -> patch.apply(first(request), new Node(), OutageIT::plan))
                    .isInstanceOf(TryAgain.class);
        } finally {
            LAB.controlPlane().startApiServer();
        }

        // When
        var result = patch.apply(again(request), new Node(), OutageIT::plan);

        // Then
        assertThat(result.status()).as(result.detail()).isEqualTo(Status.DONE);
        assertThat(LAB.audited(again(request))).isNotEmpty();
    }

    private static Plan plan(Node node) {
        return new Plan.Change(Map.of(), Map.of("hikeshi.io/seen", "true"));
    }
}
