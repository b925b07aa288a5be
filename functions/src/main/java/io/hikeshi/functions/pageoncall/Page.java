package io.hikeshi.functions.pageoncall;

import io.hikeshi.functions.Attempt;
import io.hikeshi.responder.action.Target;
import io.hikeshi.sensor.event.EventId;
import io.hikeshi.sensor.event.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told, whichever way it goes.
 *
 * @param key equal for all pages that are about the same: the action's id without its rule and round, so that updates and the
 *     resolving page meet the first one, also from another rule that names the same {@code alert}
 * @param actionId this one effect, for receivers that count
 * @param alert what it is called; the rule's name unless {@code with} says otherwise
 * @param receiver whom it is for; null for whoever gets all
 * @param isResolved whether it is over
 * @param identity names that stay the same over the alert's life: cluster, incident, node or pod
 * @param details what may change with each page
 */
record Page(
        String key,
        String actionId,
        String alert,
        @Nullable String receiver,
        String severity,
        String summary,
        boolean isResolved,
        Instant at,
        Map<String, String> identity,
        Map<String, String> details) {
    static final Set<String> SETTINGS = Set.of("receiver", "severity", "summary", "alert", "resolve", "via");

    /** PagerDuty takes 1024 characters. */
    private static final int SUMMARY = 1000;

    private static final int NAME = 200;

    static Page of(Attempt attempt) {
        var request = attempt.request();
        var cause = request.cause();
        var alert = line(attempt, "alert", request.rule());
        var receiver = attempt.setting("receiver") == null ? null : line(attempt, "receiver", "");
        return new Page(
                EventId.hash(
                        request.incident(),
                        alert,
                        receiver == null ? "" : receiver,
                        request.target().path()),
                request.id(),
                alert,
                receiver,
                line(attempt, "severity", "warning"),
                Text.printable(setting(attempt, "summary", cause.title()), SUMMARY),
                attempt.isOn("resolve"),
                cause.at(),
                identity(attempt),
                details(attempt));
    }

    private static Map<String, String> identity(Attempt attempt) {
        var identity = new LinkedHashMap<String, String>();
        identity.put("cluster", attempt.cluster());
        identity.put("incident", attempt.request().incident());
        if (attempt.request().target() instanceof Target.Node node) identity.put("node", node.name());
        if (attempt.request().target() instanceof Target.Pod pod) {
            identity.put("namespace", pod.namespace());
            identity.put("pod", pod.name());
        }
        return identity;
    }

    private static Map<String, String> details(Attempt attempt) {
        var cause = attempt.request().cause();
        var details = new LinkedHashMap<String, String>();
        details.put("title", Text.printable(cause.title(), SUMMARY));
        details.put("rule", attempt.request().rule());
        details.put("action", attempt.request().id());
        details.put("event", cause.eventId());
        details.put("kind", cause.kind());
        details.put("fingerprint", cause.fingerprint());
        details.put("seen_on", cause.node());
        if (cause.pod() != null) details.put("seen_in", cause.pod());
        return details;
    }

    private static String line(Attempt attempt, String setting, String otherwise) {
        return Text.printable(setting(attempt, setting, otherwise), NAME);
    }

    private static String setting(Attempt attempt, String name, String otherwise) {
        var value = attempt.setting(name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
