package io.hikeshi.functions.pageoncall;

import io.hikeshi.functions.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Any receiver of JSON. It may get a page more than once: header {@code Idempotency-Key} is the action's id, {@code key} is equal
 * for updates and the end of one alert.
 */
final class Webhook implements Pager {
    private final URI uri;
    private final @Nullable Secret token;

    Webhook(URI uri, @Nullable Secret token) {
        this.uri = uri;
        this.token = token;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Call call(Page page, Instant now) {
        var headers = new TreeMap<>(Map.of("Idempotency-Key", page.actionId()));
        if (token != null) headers.put("Authorization", "Bearer " + token.read());
        return new Call(uri, headers, body(page));
    }

    private static Map<String, Object> body(Page page) {
        var body = new TreeMap<String, Object>(page.details());
        body.putAll(page.identity());
        body.put("key", page.key());
        body.put("state", page.isResolved() ? "resolved" : "firing");
        body.put("alert", page.alert());
        body.put("severity", page.severity());
        body.put("summary", page.summary());
        body.put("at", page.at().toString());
        if (page.receiver() != null) body.put("receiver", page.receiver());
        return body;
    }
}
