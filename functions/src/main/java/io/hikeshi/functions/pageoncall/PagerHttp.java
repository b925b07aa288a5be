package io.hikeshi.functions.pageoncall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hikeshi.functions.Reason;
import io.hikeshi.functions.RetryAfter;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.sensor.event.Text;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts to pagers. Follows no redirect, which could carry a secret elsewhere. */
final class PagerHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
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
            return judge(name, await(http.sendAsync(request(name, call), head -> new FirstBytes(REASON_BYTES))));
        } catch (ExecutionException | TimeoutException e) {
            var why = e.getCause() == null ? "no answer in " + PATIENCE.toSeconds() + " s" : Reason.of(e.getCause());
            throw new TryAgain("cannot page through " + name + " at " + call.uri() + ": " + why, RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgain("stopped while paging through " + name, RETRY);
        }
    }

    /** The client's own timeout ends with the headers; a body that drips must not hold a worker either. */
    private static <T> T await(CompletableFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    private static HttpRequest request(String name, Pager.Call call) {
        var request = HttpRequest.newBuilder(call.uri())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(call.body())));
        try {
            call.headers().forEach(request::header);
        } catch (IllegalArgumentException e) {
            // Its message quotes the header, and so the token.
            throw new TryAgain("cannot page through " + name + ": a header's value is none; is its token one?", RETRY);
        }
        return request.build();
    }

    private static Optional<String> judge(String name, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == 2) return Optional.empty();
        var said = new String(response.body(), StandardCharsets.UTF_8).strip();
        var reason = name + " answered " + status + ": " + Text.quoted(said);
        if (status != 429 && status < 500) return Optional.of(reason);
        throw new TryAgain(
                reason,
                RetryAfter.of(response.headers().firstValue("Retry-After").orElse(null), RETRY));
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of strings could not be written", e);
        }
    }
}
