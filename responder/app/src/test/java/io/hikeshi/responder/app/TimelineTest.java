package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Target;
import io.hikeshi.responder.rules.Judgement;
import io.hikeshi.responder.rules.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimelineTest {
    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void tellsVerdictsAsItsSchemaSays(Verdict verdict) throws IOException {
        // Given
        var judgement = new Judgement("web-crashed", verdict, "why", 0, List.of());
        var crash = Deaths.crash(42, Deaths.AT, Deaths.WEB);

        // When
        var event = new Timeline("default")
                .judged(judgement, new Incident("i-2", "i-1"), crash, Deaths.AT)
                .event();

        // Then
        assertDescribed(event, verdict, "action");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCONFIRMED", "OVER_BUDGET"})
    void tellsWhatAnActionWaitsForAsItsSchemaSays(Verdict verdict) throws IOException {
        // Given
        var cause = new Cause("e1", "kernel.panicked", "t", "f1", "n1", null, Deaths.AT);
        var request = new ActionRequest(
                "i-1", "panicked", "fail-pods", new Target.Node("n1"), 0, Map.of(), cause, ActionRequest.Mode.APPLY);

        // When
        var event = new Timeline("default")
                .waiting(request, verdict, "why", Deaths.AT)
                .event();

        // Then
        assertDescribed(event, verdict, "previousIncident");
    }

    /** @param absent the one field that this entry does not have */
    private void assertDescribed(CloudEvent event, Verdict verdict, String absent) throws IOException {
        var schema = json.readTree(
                TimelineTest.class.getResource(event.getDataSchema().getPath()));
        var data = json.readTree(event.getData().toBytes());
        assertThat(schema.path("$id").textValue())
                .isEqualTo(event.getDataSchema().toString());
        var described = names(schema.path("properties"));
        described.remove(absent);
        assertThat(described).isEqualTo(names(data));
        var verdicts = new ArrayList<String>();
        schema.at("/properties/verdict/enum").forEach(word -> verdicts.add(word.textValue()));
        assertThat(verdicts).contains(verdict.name());
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
