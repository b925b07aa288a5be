package io.hikeshi.responder.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /q/health} of a part said, which is MicroProfile Health's JSON.
 *
 * @param health null if it could not be read
 * @param problem why it could not; empty if it could
 */
record HealthReport(URI url, @Nullable JsonNode health, String problem) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_VALUE = 200;

    static HealthReport ask(URI url) {
        var address = url.resolve("/q/health");
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            // A part that is not ready answers 503, with the same JSON.
            boolean refused = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
            try (var body = refused ? connection.getErrorStream() : connection.getInputStream()) {
                return read(url, body == null ? new byte[0] : body.readNBytes(MOST_BYTES));
            }
        } catch (IOException e) {
            return new HealthReport(url, null, "nothing answers at " + address + ": " + e.getMessage());
        }
    }

    static HealthReport read(URI url, byte[] body) {
        try {
            var health = JSON.readTree(body);
            if (health.path("checks").isArray()) return new HealthReport(url, health, "");
        } catch (IOException e) {
            // The same answer as for JSON of another kind: it is not one of ours.
        }
        return new HealthReport(
                url, null, "what answers at " + url + " is no part of Hikeshi: /q/health has no checks");
    }

    boolean hasAnswered() {
        return health != null;
    }

    boolean isUp() {
        return health != null && isUp(health);
    }

    /** One line per check, and one below it per fact. A check that is up and has nothing to tell is left out. */
    String table() {
        if (health == null) return problem + "\n";
        var table = new StringBuilder(url + "  " + word(health.path("status")) + "\n");
        for (JsonNode check : health.path("checks")) {
            if (isUp(check) && check.path("data").isEmpty()) continue;
            table.append("  %-28s %s%n".formatted(shown(check.path("name")), word(check.path("status"))));
            check.path("data")
                    .properties()
                    .forEach(fact -> table.append("    %-26s %s%n"
                            .formatted(Text.printable(fact.getKey(), LONGEST_VALUE), shown(fact.getValue()))));
        }
        return table.toString();
    }

    private static boolean isUp(JsonNode part) {
        return part.path("status").asText().equals("UP");
    }

    private static String word(JsonNode status) {
        return shown(status).toLowerCase(Locale.ROOT);
    }

    private static String shown(JsonNode value) {
        return Text.printable(value.isValueNode() ? value.asText() : value.toString(), LONGEST_VALUE);
    }
}
