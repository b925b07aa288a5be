package io.hikeshi.functions.pageoncall;

import io.hikeshi.functions.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** PagerDuty's Events API v2: {@code POST /v2/enqueue}. Equal dedup keys are one alert. */
final class PagerDuty implements Pager {
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

    private final URI enqueue;
    private final Secret routingKey;

    PagerDuty(URI base, Secret routingKey) {
        enqueue = URI.create(base.toString().replaceFirst("/+$", "") + "/v2/enqueue");
        this.routingKey = routingKey;
    }

    @Override
    public String name() {
        return "pagerduty";
    }

    @Override
    public Call call(Page page, Instant now) {
        var event = new LinkedHashMap<String, Object>();
        event.put("routing_key", routingKey.read());
        event.put("event_action", page.isResolved() ? "resolve" : "trigger");
        event.put("dedup_key", page.key());
        event.put("client", "hikeshi");
        event.put("payload", payload(page));
        return new Call(enqueue, Map.of(), event);
    }

    private static Map<String, Object> payload(Page page) {
        var details = new TreeMap<>(page.details());
        details.putAll(page.identity());
        details.put("severity", page.severity());
        return Map.of(
                "summary", page.summary(),
                "source", page.details().get("seen_on"),
                // A word of the house's own is no reason to lose the page, nor to let somebody sleep.
                "severity", SEVERITIES.contains(page.severity()) ? page.severity() : "critical",
                "timestamp", page.at().toString(),
                "class", page.details().get("kind"),
                "custom_details", details);
    }
}
