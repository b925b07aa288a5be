package io.hikeshi.responder.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.rules.Judgement;
import io.hikeshi.responder.rules.Verdict;
import io.hikeshi.sensor.channel.Outbound;
import io.hikeshi.sensor.event.EventId;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Traceparent;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;

/** What is told about an incident: every verdict, every outcome, and what an action waits for. */
final class Timeline {
    /** The CloudEvents type of a verdict. */
    static final String JUDGED = "io.hikeshi.rule.judged";

    private static final URI SCHEMA = URI.create("https://hikeshi.io/schemas/rule.judged.v1.json");

    private final String cluster;

    Timeline(String cluster) {
        this.cluster = cluster;
    }

    /** One entry for each verdict that an event got from a rule, however often it is judged. */
    Outbound judged(Judgement judgement, Incident incident, NodeEvent event, Instant now) {
        var verdict = judgement.verdict().name();
        var id = EventId.hash("judged", event.id(), judgement.rule(), incident.id(), verdict);
        return entry(incident.id(), judged(id, incident.id(), event.id(), now, data(judgement, incident, event)));
    }

    private CloudEvent judged(String id, String incident, String eventId, Instant now, JsonNode data) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withType(JUDGED)
                .withSource(URI.create("/clusters/" + cluster + "/responder"))
                .withSubject("incidents/" + incident)
                .withTime(now.atOffset(ZoneOffset.UTC))
                .withExtension(Traceparent.ATTRIBUTE, Traceparent.of(eventId))
                .withData("application/json", SCHEMA, JsonCloudEventData.wrap(data))
                .build();
    }

    /** One entry for each request and what it waits for, however often that is found. */
    Outbound waiting(ActionRequest request, Verdict verdict, String reason, Instant now) {
        var cause = request.cause();
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("rule", request.rule())
                .put("verdict", verdict.name())
                .put("action", request.action())
                .put("reason", reason)
                .put("round", request.round())
                .put("incident", request.incident())
                .put("eventId", cause.eventId())
                .put("kind", cause.kind())
                .put("node", cause.node())
                .put("title", cause.title());
        var id = EventId.hash("waiting", request.id(), verdict.name());
        return entry(request.incident(), judged(id, request.incident(), cause.eventId(), now, data));
    }

    Outbound entry(String incident, CloudEvent event) {
        return new Outbound(Subjects.timeline(cluster, incident), event);
    }

    private static JsonNode data(Judgement judgement, Incident incident, NodeEvent event) {
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("rule", judgement.rule())
                .put("verdict", judgement.verdict().name())
                .put("reason", judgement.reason())
                .put("round", judgement.round())
                .put("incident", incident.id())
                .put("eventId", event.id())
                .put("kind", event.kind().word())
                .put("node", event.origin().node())
                .put("title", event.title());
        return incident.previous() == null ? data : data.put("previousIncident", incident.previous());
    }
}
