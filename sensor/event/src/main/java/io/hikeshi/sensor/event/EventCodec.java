package io.hikeshi.sensor.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Node events as CloudEvents 1.0 and back. The data is one JSON object; {@link Kind#dataSchema} describes it.
 *
 * <p>Reading believes as little as it can: what follows from other facts (the title, the fingerprint, what is absent) is
 * derived anew, and an id or a source that does not follow from the data is refused.
 */
public final class EventCodec {
    private static final String JSON = "application/json";

    private EventCodec() {}

    /** What a sensor sends: data as JSON in bytes, which a buffer holds more of than of trees. */
    public static CloudEvent encode(NodeEvent event) {
        return CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(URI.create(event.origin().source()))
                .withType(event.kind().type())
                .withDataContentType(JSON)
                .withDataSchema(URI.create(event.kind().dataSchema()))
                .withSubject(subject(event))
                .withTime(OffsetDateTime.ofInstant(event.at(), ZoneOffset.UTC))
                .withExtension(Traceparent.ATTRIBUTE, Traceparent.of(event.id()))
                .withData(BoundedJson.bytes(EventWriter.write(event)))
                .build();
    }

    /**
     * The event that a sensor meant.
     *
     * @throws MalformedEvent if it is no node event, or one that contradicts itself
     */
    public static NodeEvent decode(CloudEvent event) {
        try {
            var kind = kind(event);
            var data = JsonFields.ofData(event);
            var decoded = EventReader.read(kind, origin(event, data), time(event), data);
            if (decoded.id().equals(event.getId())) return decoded;
            throw refused(event, "id", "its data makes it " + decoded.id());
        } catch (IllegalArgumentException e) {
            throw new MalformedEvent(EventData.describe(event), "data", MalformedEvent.reason(e), e);
        }
    }

    private static Kind kind(CloudEvent event) {
        var type = event.getType();
        if (type.startsWith(Kind.TYPE_PREFIX)) return Kind.of(type.substring(Kind.TYPE_PREFIX.length()));
        throw refused(event, "type", "does not start with " + Kind.TYPE_PREFIX);
    }

    /** The sensor is told by the source alone; the rest must say the same as the data. */
    private static Origin origin(CloudEvent event, JsonFields data) {
        var source = event.getSource().toString();
        var sensor = source.substring(source.lastIndexOf('/') + 1);
        var origin = new Origin(
                data.text("cluster", Text.LONGEST_NAME),
                data.text("node", Text.LONGEST_NAME),
                data.text("bootId", Text.LONGEST_NAME),
                sensor);
        if (origin.source().equals(source)) return origin;
        throw refused(event, "source", source + " is not " + origin.source() + ", as its data says");
    }

    private static Instant time(CloudEvent event) {
        var time = event.getTime();
        if (time == null) throw refused(event, "time", "missing");
        return JsonFields.requireLikely(EventData.describe(event), "time", time.toInstant());
    }

    private static String subject(NodeEvent event) {
        var pod = event.pod();
        if (pod == null || !pod.isNamed()) return "nodes/" + event.origin().node();
        var subject = "namespaces/" + pod.namespace() + "/pods/" + pod.name();
        var container = containerName(event);
        return container == null ? subject : subject + "/containers/" + container;
    }

    private static @Nullable String containerName(NodeEvent event) {
        var container = event instanceof ProcessDeath death ? death.container() : null;
        return container == null ? null : container.name();
    }

    private static MalformedEvent refused(CloudEvent event, String where, String why) {
        return new MalformedEvent(EventData.describe(event), where, why);
    }
}
