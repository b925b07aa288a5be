package io.hikeshi.functions.pageoncall;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Alertmanager's API v2: {@code POST /api/v2/alerts}, {@code api/v2/openapi.yaml}. Equal labels are one alert. */
final class Alertmanager implements Pager {
    private final URI alerts;
    private final Duration hold;

    /** @param hold how long an alert stands that nobody renews or resolves; without it Alertmanager drops it in minutes */
    Alertmanager(URI base, Duration hold) {
        alerts = URI.create(base.toString().replaceFirst("/+$", "") + "/api/v2/alerts");
        this.hold = hold;
    }

    @Override
    public String name() {
        return "alertmanager";
    }

    @Override
    public Call call(Page page, Instant now) {
        var starts = page.at().isAfter(now) ? now : page.at();
        var alert = Map.of(
                "labels", labels(page),
                "annotations", annotations(page),
                "startsAt", starts.toString(),
                "endsAt", (page.isResolved() ? now : now.plus(hold)).toString());
        return new Call(alerts, Map.of(), List.of(alert));
    }

    /** Only what never changes over the alert's life: another severity, as a label, would be another alert. */
    private static Map<String, String> labels(Page page) {
        var labels = new TreeMap<>(page.identity());
        labels.put("alertname", page.alert());
        if (page.receiver() != null) labels.put("receiver", page.receiver());
        return labels;
    }

    private static Map<String, String> annotations(Page page) {
        var annotations = new TreeMap<>(page.details());
        annotations.put("summary", page.summary());
        annotations.put("severity", page.severity());
        return annotations;
    }
}
