package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.rules.Rules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private final List<CloudEvent> rehearsed = new ArrayList<>();
    private final List<CloudEvent> asked = new ArrayList<>();

    @Test
    void judgesAPanicByTheRulesInForceAndAsksNoFunction() throws Exception {
        // Given
        var rehearsal = new Rehearsal("lab", Rules.parse("rules.yaml", Panics.RULES), functions());

        // When
        var said = rehearsal.play();

        // Then
        assertThat(said)
                .extracting(CloudEvent::getType)
                .startsWith("io.hikeshi.kernel.panicked", Timeline.JUDGED, "io.hikeshi.action.requested")
                .contains("io.hikeshi.action.skipped");
        assertThat(rehearsed)
                .extracting(ActionCodec::decodeRequest)
                .extracting(ActionRequest::action)
                .containsExactly("cordon-node", "fail-pods", "taint-node", "page-oncall");
        assertThat(asked).isEmpty();
    }

    private Functions functions() {
        return new Functions() {
            @Override
            public Reply send(CloudEvent request, int attempt) {
                asked.add(request);
                throw new AssertionError("a rehearsal asked for " + request);
            }

            @Override
            public void rehearse(CloudEvent request) {
                rehearsed.add(request);
            }
        };
    }
}
