package io.hikeshi.responder.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hikeshi.sensor.event.Text;
import io.hikeshi.sensor.netconsole.target.TestLine;
import io.hikeshi.sensor.netconsole.target.TestSeen;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a receiver has seen a test line.
 *
 * @param seen null if it has not, or not said so
 * @param problem what it answered instead; empty if it has seen the line
 */
record Confirmation(URI receiver, @Nullable TestSeen seen, String problem) {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int PAUSE_MILLIS = 50;
    private static final int MOST_BYTES = 64 << 10;

    /** Asks again and again until the receiver has seen the line, or the time is over. */
    static Confirmation await(URI receiver, TestLine test, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        var answer = ask(receiver, test);
        while (!answer.isGiven() && System.nanoTime() < end) {
            Thread.sleep(PAUSE_MILLIS);
            answer = ask(receiver, test);
        }
        return answer;
    }

    boolean isGiven() {
        return seen != null;
    }

    private static Confirmation ask(URI receiver, TestLine test) {
        var address = receiver.resolve("/netconsole/tests/" + test.token());
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) return read(receiver, connection);
            return new Confirmation(
                    receiver,
                    null,
                    status == HttpURLConnection.HTTP_NOT_FOUND
                            ? "it answers, but has not seen the line"
                            : "it answers with status " + status);
        } catch (IOException e) {
            return new Confirmation(receiver, null, "nothing answers: " + Text.printable("" + e.getMessage(), 200));
        }
    }

    private static Confirmation read(URI receiver, HttpURLConnection connection) throws IOException {
        try (var body = connection.getInputStream()) {
            var seen = JSON.readValue(body.readNBytes(MOST_BYTES), TestSeen.class);
            if (seen != null && seen.address() != null) return new Confirmation(receiver, seen, "");
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            // The same answer as for JSON of another kind: it is not one of ours.
        }
        return new Confirmation(receiver, null, "what answers is no receiver of Hikeshi");
    }
}
