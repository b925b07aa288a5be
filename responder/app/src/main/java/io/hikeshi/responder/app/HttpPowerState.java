package io.hikeshi.responder.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hikeshi.responder.app.confirm.PowerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A webhook before whatever switches machines: {@code GET} answers {@code {"state":"off"}} for a machine that is off. */
final class HttpPowerState implements PowerState {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int LONGEST_BODY = 4 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(ANSWER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final String url;
    private final Supplier<String> token;

    /** @param url {@code {node}} in it stands for the Node's name */
    HttpPowerState(String url, Supplier<String> token) {
        this.url = url;
        this.token = token;
    }

    /** Anything but a clear {@code off} is not off. */
    @Override
    public boolean isOff(String node) throws IOException, InterruptedException {
        var response = client.sendAsync(get(node), any -> new BoundedBody(LONGEST_BODY));
        try {
            return isOff(response.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw new IOException("cannot ask for the power of " + node + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer about the power of " + node + " in " + ANSWER.toSeconds() + " s", e);
        } finally {
            response.cancel(true);
        }
    }

    private static boolean isOff(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() != 200) throw new IOException("power state answered " + response.statusCode());
        var state = JSON.readTree(response.body());
        return state != null && "off".equals(state.path("state").asText());
    }

    private HttpRequest get(String node) throws IOException {
        try {
            var where = URI.create(url.replace("{node}", URLEncoder.encode(node, StandardCharsets.UTF_8)));
            var get = HttpRequest.newBuilder(where).header("Accept", "application/json");
            var secret = token.get();
            if (!secret.isEmpty()) get.header("Authorization", "Bearer " + secret);
            return get.build();
        } catch (IllegalArgumentException e) {
            // Its message would show the header that it is about, which may be the token.
            throw new IOException("hikeshi.responder.power-state has no valid url or token");
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
