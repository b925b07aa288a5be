package io.hikeshi.tests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * An alert that an {@link Alertmanager} knows and that has not been resolved.
 *
 * @param state {@code active}, {@code suppressed} or {@code unprocessed}
 */
public record Alert(String fingerprint, String state, Map<String, String> labels, Map<String, String> annotations) {
    public Alert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    static Alert of(JsonNode alert) {
        return new Alert(
                alert.path("fingerprint").asText(),
                alert.path("status").path("state").asText(),
                texts(alert.path("labels")),
                texts(alert.path("annotations")));
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new HashMap<String, String>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
