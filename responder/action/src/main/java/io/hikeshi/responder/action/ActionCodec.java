package io.hikeshi.responder.action;

import static io.hikeshi.sensor.event.Kind.TYPE_PREFIX;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
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
     * @throws MalformedAction if the request holds what {@link #decodeRequest} refuses
     */
    public static CloudEvent encode(ActionRequest request, String cluster, @Nullable String traceparent) {
        var event = event(request.id(), REQUESTED, "/clusters/" + cluster + "/responder", request.target(), traceparent)
                .withData(JSON, schema("action.requested"), Json.bytes(ActionJson.of(request)))
                .build();
        decodeRequest(event);
        return event;
    }

    /**
     * @param cluster the cluster whose function answers
     * @param traceparent the request's
     * @throws MalformedAction if the outcome holds what {@link #decodeOutcome} refuses
     */
    public static CloudEvent encode(Outcome outcome, String cluster, @Nullable String traceparent) {
        var source = "/clusters/" + cluster + "/functions/" + outcome.action();
        var event = event(outcome.id(), TYPE_PREFIX + outcome.status().word(), source, outcome.target(), traceparent)
                .withTime(outcome.at().atOffset(ZoneOffset.UTC))
                .withData(JSON, schema(outcome.status().word()), Json.bytes(ActionJson.of(outcome)))
                .build();
        decodeOutcome(event);
        return event;
    }

    /** @throws MalformedAction if it is no request, or not a whole one */
    public static ActionRequest decodeRequest(CloudEvent event) {
        requireType(event, REQUESTED);
        var fields = new Fields("request", Json.data(event, schema("action.requested")));
        var request = ActionJson.request(fields);
        requireId(event, request.id());
        return request;
    }

    /** @throws MalformedAction if it is no outcome, or not a whole one */
    public static Outcome decodeOutcome(CloudEvent event) {
        var word = event.getType().startsWith(TYPE_PREFIX) ? event.getType().substring(TYPE_PREFIX.length()) : "";
        var fields = new Fields("outcome", Json.data(event, schema(word)));
        var outcome = ActionJson.outcome(fields);
        requireType(event, TYPE_PREFIX + outcome.status().word());
        requireId(event, outcome.id());
        return outcome;
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
        if (event.getType().equals(type)) return;
        throw new MalformedAction("type is " + Text.quoted(event.getType()) + ", not " + type);
    }

    private static void requireId(CloudEvent event, String id) {
        if (event.getId().equals(id)) return;
        throw new MalformedAction("id is " + Text.quoted(event.getId()) + ", but its data gives " + id);
    }
}
