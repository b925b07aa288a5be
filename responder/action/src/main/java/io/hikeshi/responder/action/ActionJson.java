package io.hikeshi.responder.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hikeshi.sensor.event.Text;
import java.util.TreeMap;

/** Requests and outcomes as JSON objects. What is null is left out; maps are sorted, so that equal requests are equal bytes. */
final class ActionJson {
    private ActionJson() {}

    static ObjectNode of(ActionRequest request) {
        var json = Json.object()
                .put("incident", request.incident())
                .put("rule", request.rule())
                .put("action", request.action())
                .put("round", request.round())
                .put("mode", Fields.wordOf(request.mode()));
        json.set("target", of(request.target()));
        var with = json.putObject("with");
        new TreeMap<>(request.with()).forEach(with::put);
        json.set("cause", of(request.cause()));
        return json;
    }

    static ObjectNode of(Outcome outcome) {
        var json = Json.object()
                .put("actionId", outcome.actionId())
                .put("incident", outcome.incident())
                .put("rule", outcome.rule())
                .put("action", outcome.action())
                .put("status", Fields.wordOf(outcome.status()))
                .put("detail", Limits.cut(outcome.detail(), Limits.DETAIL))
                .put("attempt", outcome.attempt())
                .put("at", outcome.at().toString());
        json.set("target", of(outcome.target()));
        return json;
    }

    static ActionRequest request(Fields fields) {
        return new ActionRequest(
                fields.name("incident", Limits.INCIDENT),
                fields.line("rule", Limits.RULE),
                fields.name("action", Limits.ACTION),
                target(fields.object("target")),
                fields.number("round", 0, Integer.MAX_VALUE),
                fields.settings("with"),
                cause(fields.object("cause")),
                fields.word("mode", ActionRequest.Mode.values()));
    }

    static Outcome outcome(Fields fields) {
        return new Outcome(
                fields.name("actionId", Limits.NAME),
                fields.name("incident", Limits.INCIDENT),
                fields.line("rule", Limits.RULE),
                fields.name("action", Limits.ACTION),
                target(fields.object("target")),
                fields.word("status", Outcome.Status.values()),
                fields.text("detail", Limits.DETAIL),
                fields.number("attempt", 1, Limits.ATTEMPTS),
                fields.instant("at"));
    }

    private static ObjectNode of(Target target) {
        var json = Json.object();
        if (target instanceof Target.Node node) return json.put("kind", "node").put("name", node.name());
        if (target instanceof Target.Incident incident)
            return json.put("kind", "incident").put("id", incident.id());
        if (target instanceof Target.Pod pod) {
            return json.put("kind", "pod")
                    .put("namespace", pod.namespace())
                    .put("name", pod.name())
                    .put("uid", pod.uid());
        }
        throw new IllegalStateException("no JSON form for " + target);
    }

    private static Target target(Fields fields) {
        var kind = fields.text("kind", 16);
        return switch (kind) {
            case "node" -> new Target.Node(fields.name("name", Limits.NAME));
            case "incident" -> new Target.Incident(fields.name("id", Limits.INCIDENT));
            case "pod" ->
                new Target.Pod(
                        fields.name("namespace", Limits.NAME),
                        fields.name("name", Limits.NAME),
                        fields.name("uid", Limits.NAME));
            default ->
                throw new MalformedAction(fields.path() + ".kind is none of node, pod, incident: " + Text.quoted(kind));
        };
    }

    private static ObjectNode of(Cause cause) {
        var json = Json.object()
                .put("eventId", cause.eventId())
                .put("kind", cause.kind())
                .put("title", Limits.cut(cause.title(), Limits.TITLE))
                .put("fingerprint", cause.fingerprint())
                .put("node", cause.node());
        if (cause.pod() != null) json.put("pod", cause.pod());
        return json.put("at", cause.at().toString());
    }

    private static Cause cause(Fields fields) {
        return new Cause(
                fields.line("eventId", Limits.WORD),
                fields.line("kind", Limits.WORD),
                fields.text("title", Limits.TITLE),
                fields.line("fingerprint", Limits.WORD),
                fields.name("node", Limits.NAME),
                fields.lineOrNull("pod", 2 * Limits.WORD),
                fields.instant("at"));
    }
}
