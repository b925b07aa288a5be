package io.hikeshi.responder.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.util.Optional;

/** What a rule said about an event, in one line. */
final class VerdictLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_MATCH = "NO_MATCH";
    private static final int LONGEST_TEXT = 300;

    private VerdictLine() {}

    /** Empty for what is no verdict, and for one that says the rule is not about this event unless that is wanted. */
    static Optional<String> of(CloudEvent event, boolean verbose) {
        var data = data(event);
        var verdict = text(data, "verdict");
        if (verdict.isEmpty() || verdict.equals(NO_MATCH) && !verbose) return Optional.empty();
        return Optional.of("  rule %s %s: %s".formatted(text(data, "rule"), verdict, text(data, "reason")));
    }

    /** The id of the event that a verdict is about; empty for what is no verdict. */
    static Optional<String> judgedEvent(CloudEvent event) {
        return Optional.of(data(event).path("eventId").asText()).filter(id -> !id.isEmpty());
    }

    private static String text(JsonNode data, String field) {
        return Text.printable(data.path(field).asText(), LONGEST_TEXT);
    }

    private static JsonNode data(CloudEvent event) {
        var data = event.getData();
        if (data == null) return JSON.nullNode();
        try {
            return JSON.readTree(data.toBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("the data of our own event " + event.getId() + " is no JSON", e);
        }
    }
}
