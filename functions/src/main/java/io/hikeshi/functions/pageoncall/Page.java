package io.hikeshi.functions.pageoncall;

import io.hikeshi.functions.Attempt;
import io.hikeshi.sensor.event.EventId;
import io.hikeshi.sensor.event.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told, whichever way it goes. Nothing that tells one alert from another may come from the event: what is known
 * of an incident changes from the first sign to the last, and a second alert would page twice.
 *
 * @param key equal for all pages of one incident to one receiver, whichever rule, event or target they come from; a rule that
 *     names an {@code alert} opens one of its own
 * @param actionId this one effect, for receivers that count
 * @param alert what it is called; the same for every incident unless {@code with} says otherwise
 * @param receiver whom it is for; null for whoever gets all
 * @param isResolved whether it is over
 * @param identity names that stay the same over the alert's life: cluster and incident
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

    private static final String ANY_INCIDENT = "HikeshiIncident";
    /** PagerDuty takes 1024 characters. */
    private static final int SUMMARY = 1000;

    private static final int NAME = 200;

    private static final int TRACE = 2000;

    static Page of(Attempt attempt) {
        var request = attempt.request();
        var cause = request.cause();
        var alert = line(attempt, "alert", ANY_INCIDENT);
        var receiver = attempt.setting("receiver") == null ? null : line(attempt, "receiver", "");
        return new Page(
                EventId.hash(request.incident(), receiver == null ? "" : receiver, alert),
                request.id(),
                alert,
                receiver,
                line(attempt, "severity", "warning"),
                Text.printable(setting(attempt, "summary", cause.title()), SUMMARY),
                attempt.isOn("resolve"),
                cause.at(),
                Map.of("cluster", attempt.cluster(), "incident", request.incident()),
                details(attempt));
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
        if (cause.trace() != null) details.put("trace", lines(cause.trace()));
        return details;
    }

    /** As it is read on a telephone: still in lines, each made harmless. */
    private static String lines(String trace) {
        return Text.cut(
                trace.lines()
                        .map(line -> Text.printable(line.replace('\t', ' '), NAME))
                        .collect(Collectors.joining("\n")),
                TRACE);
    }

    private static String line(Attempt attempt, String setting, String otherwise) {
        return Text.printable(setting(attempt, setting, otherwise), NAME);
    }

    private static String setting(Attempt attempt, String name, String otherwise) {
        var value = attempt.setting(name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
