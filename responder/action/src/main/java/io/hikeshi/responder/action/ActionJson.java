package io.hikeshi.responder.action;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hikeshi.sensor.event.JsonFields;
import io.hikeshi.sensor.event.Text;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests and outcomes as JSON objects. What is null is left out; maps are sorted, so that equal requests are equal bytes. */
final class ActionJson {
    private ActionJson() {}

    static ObjectNode of(ActionRequest request) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("incident", request.incident())
                .put("rule", request.rule())
                .put("action", request.action())
                .put("round", request.round())
                .put("mode", word(request.mode()))
                .put("confirm", request.confirm().word());
        if (request.confirmBy() != null)
            json.put("confirmBy", request.confirmBy().toString());
        json.set("target", of(request.target()));
        var with = json.putObject("with");
        new TreeMap<>(request.with()).forEach((name, value) -> with.put(name, Limits.wellFormed(value)));
        json.set("cause", of(request.cause()));
        return json;
    }

    static ObjectNode of(Outcome outcome) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("actionId", outcome.actionId())
                .put("incident", outcome.incident())
                .put("rule", outcome.rule())
                .put("action", outcome.action())
                .put("status", word(outcome.status()))
                .put("detail", Limits.cut(outcome.detail(), Limits.DETAIL))
                .put("attempt", outcome.attempt())
                .put("at", outcome.at().toString());
        json.set("target", of(outcome.target()));
        return json;
    }

    static ActionRequest request(JsonFields fields) {
        var confirm = confirm(fields);
        return new ActionRequest(
                name(fields, "incident", Limits.INCIDENT),
                line(fields, "rule", Limits.RULE),
                name(fields, "action", Limits.ACTION),
                target(fields.object("target")),
                fields.integer("round", 0, Integer.MAX_VALUE),
                with(fields),
                cause(fields.object("cause")),
                constant(fields, "mode", ActionRequest.Mode.values()),
                confirm,
                confirm == Confirm.NONE ? null : fields.instant("confirmBy"));
    }

    /** Requests of a release that knew no confirmation say nothing about it. */
    private static Confirm confirm(JsonFields fields) {
        return fields.textOrNull("confirm", 16) == null ? Confirm.NONE : constant(fields, "confirm", Confirm.values());
    }

    static Outcome outcome(JsonFields fields) {
        return new Outcome(
                name(fields, "actionId", Limits.NAME),
                name(fields, "incident", Limits.INCIDENT),
                line(fields, "rule", Limits.RULE),
                name(fields, "action", Limits.ACTION),
                target(fields.object("target")),
                constant(fields, "status", Outcome.Status.values()),
                fields.text("detail", Limits.DETAIL),
                fields.integer("attempt", 1, Limits.ATTEMPTS),
                fields.instant("at"));
    }

    private static ObjectNode of(Target target) {
        var json = JsonNodeFactory.instance.objectNode();
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

    private static Target target(JsonFields fields) {
        var kind = fields.text("kind", 16);
        return switch (kind) {
            case "node" -> new Target.Node(name(fields, "name", Limits.NAME));
            case "incident" -> new Target.Incident(name(fields, "id", Limits.INCIDENT));
            case "pod" ->
                new Target.Pod(
                        name(fields, "namespace", Limits.NAME),
                        name(fields, "name", Limits.NAME),
                        name(fields, "uid", Limits.NAME));
            default -> throw fields.refused("kind", "none of node, pod, incident: " + Text.quoted(kind));
        };
    }

    private static ObjectNode of(Cause cause) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("eventId", cause.eventId())
                .put("kind", cause.kind())
                .put("title", Limits.cut(cause.title(), Limits.TITLE))
                .put("fingerprint", cause.fingerprint())
                .put("node", cause.node());
        if (cause.pod() != null) json.put("pod", cause.pod());
        json.put("at", cause.at().toString());
        if (cause.bootId() != null) json.put("bootId", cause.bootId());
        if (cause.trace() != null) json.put("trace", Limits.cut(cause.trace(), Limits.TRACE));
        return json;
    }

    private static Cause cause(JsonFields fields) {
        return new Cause(
                line(fields, "eventId", Limits.WORD),
                line(fields, "kind", Limits.WORD),
                fields.text("title", Limits.TITLE),
                line(fields, "fingerprint", Limits.WORD),
                name(fields, "node", Limits.NAME),
                nameOrNull(fields, "pod", Limits.POD),
                fields.instant("at"),
                nameOrNull(fields, "bootId", Limits.NAME),
                fields.textOrNull("trace", Limits.TRACE));
    }

    private static Map<String, String> with(JsonFields fields) {
        var with = fields.textMap("with", Limits.SETTINGS, Limits.WORD, Limits.SETTING);
        for (String name : with.keySet()) {
            if (Limits.SETTING_NAME.matcher(name).matches()) continue;
            throw fields.refused("with", "wanted names of " + Limits.SETTING_NAME + ", found " + Text.quoted(name));
        }
        return with;
    }

    private static @Nullable String nameOrNull(JsonFields fields, String field, Pattern pattern) {
        return fields.textOrNull(field, Limits.SETTING) == null ? null : name(fields, field, pattern);
    }

    private static String name(JsonFields fields, String field, Pattern pattern) {
        var text = fields.text(field, Limits.SETTING);
        if (pattern.matcher(text).matches()) return text;
        throw fields.refused(field, "wanted " + pattern + ", found " + Text.quoted(text));
    }

    private static String line(JsonFields fields, String field, int most) {
        var text = fields.text(field, most);
        if (Limits.isOneLine(text, most)) return text;
        throw fields.refused(field, "wanted one printable line, found " + Text.quoted(text));
    }

    private static <E extends Enum<E>> E constant(JsonFields fields, String field, E[] all) {
        var text = fields.text(field, 64);
        for (E one : all) {
            if (word(one).equals(text)) return one;
        }
        throw fields.refused(field, "unknown: " + Text.quoted(text));
    }

    /** {@code ALREADY_DONE} is {@code already-done}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
