package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.sensor.netconsole.Finding;
import io.hikeshi.sensor.netconsole.target.TestLine;
import io.hikeshi.sensor.netconsole.target.TestSeen;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Remembers the latest test lines, and answers {@code GET /netconsole/tests/<token>}: how a machine learns that it is heard. */
@ApplicationScoped
class NetconsoleTests {
    private static final int MOST = 1_024;

    private final Map<TestLine, TestSeen> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TestLine, TestSeen> eldest) {
            return size() > MOST;
        }
    };

    void route(@Observes Router router) {
        router.route(HttpMethod.GET, "/netconsole/tests/:token").handler(this::answer);
    }

    /** The first sight of a test counts. */
    void seen(Finding.Tested found, Nonce nonce) {
        var source = found.source();
        var sight = new TestSeen(
                source.address(),
                source.port(),
                found.format().name().toLowerCase(Locale.ROOT),
                nonce.word(),
                Instant.now().toString());
        synchronized (seen) {
            seen.putIfAbsent(found.test(), sight);
        }
    }

    /** Empty if no test has such a token, or it did not arrive, or too many came since. */
    Optional<TestSeen> find(String token) {
        synchronized (seen) {
            return TestLine.ofToken(token).map(seen::get);
        }
    }

    private void answer(RoutingContext asked) {
        var found = find(asked.pathParam("token"));
        if (found.isEmpty()) {
            asked.response().setStatusCode(404).end();
            return;
        }
        var sight = found.get();
        var json = new JsonObject()
                .put("address", sight.address())
                .put("port", sight.port())
                .put("format", sight.format())
                .put("nonce", sight.nonce())
                .put("seenAt", sight.seenAt());
        asked.response().putHeader("Content-Type", "application/json").end(json.encode());
    }
}
