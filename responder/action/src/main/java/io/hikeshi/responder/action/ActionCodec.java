package io.hikeshi.responder.action;

import static io.hikeshi.sensor.event.Kind.TYPE_PREFIX;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.hikeshi.sensor.event.JsonFields;
import io.hikeshi.sensor.event.MalformedEvent;
import io.hikeshi.sensor.event.Text;
import java.net.URI;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Requests and outcomes as CloudEvents 1.0. Strict in what it writes; what it reads may hold unknown fields, but every
 * known one is bounded and checked, and the CloudEvent's id must be the one that its data gives.
 *
 * <p>Types: {@code io.hikeshi.action.requested}, {@code .completed}, {@code .skipped} and {@code .failed}; the JSON Schemas
 * lie in {@code /schemas} on the class path.
 */
public final class ActionCodec {
    /** The CloudEvents type of a request. */
    public static final String REQUESTED = TYPE_PREFIX + "action.requested";

    private static final String JSON = "application/json";
    private static final String TRACE = "traceparent";

    private ActionCodec() {}

    /**
     * The same request always gives the same event.
     *
     * @param cluster the cluster whose responder asks
     * @param traceparent W3C trace context; null if there is none
     * @throws MalformedEvent if the request holds what {@link #decodeRequest} refuses
     */
    public static CloudEvent encode(ActionRequest request, String cluster, @Nullable String traceparent) {
        var event = event(request.id(), REQUESTED, responderOf(cluster).toString(), request.target(), traceparent)
                .withData(JSON, schema("action.requested"), JsonCloudEventData.wrap(ActionJson.of(request)))
                .build();
        decodeRequest(event);
        return event;
    }

    /**
     * @param cluster the cluster whose function answers
     * @param traceparent the request's
     * @throws MalformedEvent if the outcome holds what {@link #decodeOutcome} refuses
     */
    public static CloudEvent encode(Outcome outcome, String cluster, @Nullable String traceparent) {
        var source = "/clusters/" + cluster + "/functions/" + outcome.action();
        var event = event(outcome.id(), TYPE_PREFIX + outcome.status().word(), source, outcome.target(), traceparent)
                .withTime(outcome.at().atOffset(ZoneOffset.UTC))
                .withData(JSON, schema(outcome.status().word()), JsonCloudEventData.wrap(ActionJson.of(outcome)))
                .build();
        decodeOutcome(event);
        return event;
    }

    /** @throws MalformedEvent if it is no request, or not a whole one */
    public static ActionRequest decodeRequest(CloudEvent event) {
        requireType(event, REQUESTED);
        requireSchema(event, schema("action.requested"));
        var request = ActionJson.request(JsonFields.ofData(event));
        requireId(event, request.id());
        return request;
    }

    /** @throws MalformedEvent if it is no outcome, or not a whole one */
    public static Outcome decodeOutcome(CloudEvent event) {
        var outcome = ActionJson.outcome(JsonFields.ofData(event));
        requireType(event, TYPE_PREFIX + outcome.status().word());
        requireSchema(event, schema(outcome.status().word()));
        requireId(event, outcome.id());
        return outcome;
    }

    /** The source of every request in a cluster. */
    public static URI responderOf(String cluster) {
        return URI.create("/clusters/" + cluster + "/responder");
    }

    private static CloudEventBuilder event(
            String id, String type, String source, Target target, @Nullable String traceparent) {
        var event = CloudEventBuilder.v1()
                .withId(id)
                .withType(type)
                .withSource(URI.create(source))
                .withSubject(target.path());
        return traceparent == null ? event : event.withExtension(TRACE, traceparent);
    }

    private static URI schema(String word) {
        return URI.create("https://hikeshi.io/schemas/" + word + ".v1.json");
    }

    private static void requireType(CloudEvent event, String type) {
        if (!event.getType().equals(type)) throw refused(event, "type", "wanted " + type);
    }

    /** Another version is a breaking change, whatever it holds. */
    private static void requireSchema(CloudEvent event, URI schema) {
        var found = event.getDataSchema();
        if (found == null || found.equals(schema)) return;
        throw refused(event, "dataschema", "this release reads " + schema + ", not " + found);
    }

    private static void requireId(CloudEvent event, String id) {
        if (!event.getId().equals(id)) throw refused(event, "id", "its data gives " + id);
    }

    private static MalformedEvent refused(CloudEvent event, String where, String why) {
        var what = Text.printable(event.getType(), 64) + " " + Text.quoted(event.getId());
        return new MalformedEvent(what, where, why);
    }
}
