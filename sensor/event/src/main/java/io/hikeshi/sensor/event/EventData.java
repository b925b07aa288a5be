package io.hikeshi.sensor.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonCloudEventData;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The data of a CloudEvent, whichever mode it came in. */
final class EventData {
    /** {@code application/json}, {@code text/json}, {@code application/foo+json}, with or without parameters. */
    private static final Pattern JSON_TYPE = Pattern.compile("[^;]*[/+]json\\s*(;.*)?", Pattern.DOTALL);

    private EventData() {}

    static boolean isJson(CloudEvent event) {
        var type = event.getDataContentType();
        return event.getData() != null
                && (type == null
                        || JSON_TYPE.matcher(type.toLowerCase(Locale.ROOT)).matches());
    }

    /** @throws MalformedEvent if there is none, or it is no JSON within bounds */
    static JsonCloudEventData json(CloudEvent event) {
        var data = event.getData();
        if (data == null) throw new MalformedEvent(describe(event), "data", "there is none");
        if (data instanceof JsonCloudEventData json) return json;
        return JsonCloudEventData.wrap(parse(event, data.toBytes()));
    }

    /** {@code io.hikeshi.process.crashed "5b1f"}, fit for a message. */
    static String describe(CloudEvent event) {
        return Text.printable(event.getType(), 64) + " " + Text.quoted(event.getId());
    }

    private static JsonNode parse(CloudEvent event, byte[] bytes) {
        BoundedJson.requireSize(describe(event), bytes.length);
        try {
            return BoundedJson.MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new MalformedEvent(describe(event), "data", e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedEvent(describe(event), "data", MalformedEvent.reason(e), e);
        }
    }
}
