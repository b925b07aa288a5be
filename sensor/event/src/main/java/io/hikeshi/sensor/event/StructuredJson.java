package io.hikeshi.sensor.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;

/** A CloudEvent as one JSON object, data included: the JSON event format 1.0.2. */
public final class StructuredJson {
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final String WHAT = "a structured CloudEvent";

    private StructuredJson() {}

    /**
     * One line of UTF-8.
     *
     * @throws MalformedEvent if the event calls its data JSON and it is not, which would break the whole
     */
    public static byte[] write(CloudEvent event) {
        try {
            return BoundedJson.MAPPER.writeValueAsBytes(withCheckedData(event));
        } catch (JsonProcessingException e) {
            throw new MalformedEvent(EventData.describe(event), "data", e.getOriginalMessage(), e);
        }
    }

    /**
     * The event that a JSON object tells.
     *
     * @throws MalformedEvent if it is too large, no JSON, or no CloudEvent
     */
    public static CloudEvent read(byte[] json) {
        BoundedJson.requireSize(WHAT, json.length);
        try {
            var event = BoundedJson.MAPPER.readValue(json, CloudEvent.class);
            if (event == null) throw new MalformedEvent(WHAT, "body", "null is no event");
            return event;
        } catch (JsonProcessingException e) {
            throw new MalformedEvent(WHAT, "body", e.getOriginalMessage() + at(e), e);
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException e) {
            throw new MalformedEvent(WHAT, "body", MalformedEvent.reason(e), e);
        }
    }

    private static CloudEvent withCheckedData(CloudEvent event) {
        if (!EventData.isJson(event)) return event;
        return CloudEventBuilder.from(event).withData(EventData.json(event)).build();
    }

    private static String at(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
