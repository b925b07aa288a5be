package io.hikeshi.responder.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {
    private static final ActionRequest REQUEST = ActionCodecTest.request(new Target.Pod("shop", "web-1", "u"), "t");

    @Test
    void describesEveryFieldOfARequest() throws IOException {
        // When
        var event = ActionCodec.encode(REQUEST, "lab", null);

        // Then
        assertDescribed(event);
    }

    @ParameterizedTest
    @EnumSource(Outcome.Status.class)
    void describesEveryFieldOfAnOutcome(Outcome.Status status) throws IOException {
        // When
        var event = ActionCodec.encode(Outcome.of(REQUEST, status, "d", 1, Instant.EPOCH), "lab", null);

        // Then
        var schema = assertDescribed(event);
        assertThat(schema.at("/properties/status/enum"))
                .anyMatch(word -> word.textValue().equals(ActionJson.word(status)));
    }

    private static JsonNode assertDescribed(CloudEvent event) throws IOException {
        var name = event.getDataSchema().getPath();
        var json = new ObjectMapper();
        var schema = json.readTree(SchemaTest.class.getResourceAsStream(name));
        var data = json.readTree(event.getData().toBytes());
        assertThat(schema.path("$id").textValue())
                .isEqualTo(event.getDataSchema().toString());
        assertSameFields(schema, data);
        if (data.has("cause")) assertSameFields(schema.at("/properties/cause"), data.get("cause"));
        assertSameFields(schema.at("/properties/target/oneOf/1"), data.get("target"));
        return schema;
    }

    private static void assertSameFields(JsonNode schema, JsonNode data) {
        assertThat(names(schema.get("properties"))).isEqualTo(names(data));
        schema.get("required")
                .forEach(field -> assertThat(data.has(field.textValue())).isTrue());
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
