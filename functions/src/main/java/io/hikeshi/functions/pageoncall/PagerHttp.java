package io.hikeshi.functions.pageoncall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hikeshi.functions.RetryAfter;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.sensor.event.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Posts to pagers. Follows no redirect, which could carry a secret elsewhere. */
final class PagerHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int REASON_BYTES = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * @return why it was refused for good; empty if it was taken
     * @throws TryAgain if it may be taken later
     */
    Optional<String> post(String name, Pager.Call call) {
        try {
            return judge(name, http.send(request(call), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new TryAgain(
                    "cannot page through " + name + " at " + call.uri() + ": " + Text.quoted(e.toString()), RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgain("stopped while paging through " + name, RETRY);
        }
    }

    private static HttpRequest request(Pager.Call call) {
        var request = HttpRequest.newBuilder(call.uri())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(call.body())));
        call.headers().forEach(request::header);
        return request.build();
    }

    private static Optional<String> judge(String name, HttpResponse<InputStream> response) throws IOException {
        int status = response.statusCode();
        try (var body = response.body()) {
            if (status / 100 == 2) return Optional.empty();
            var said = new String(body.readNBytes(REASON_BYTES), StandardCharsets.UTF_8);
            var reason = name + " answered " + status + ": " + Text.quoted(said.strip());
            if (status != 429 && status < 500) return Optional.of(reason);
            var after = response.headers().firstValue("Retry-After").orElse(null);
            throw new TryAgain(reason, RetryAfter.of(after, RETRY));
        }
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of strings could not be written", e);
        }
    }
}
