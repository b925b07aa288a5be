package io.hikeshi.functions.cluster;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.hikeshi.functions.Reason;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.sensor.event.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The API server over HTTP, asked under one Audit-ID. */
final class HttpApiServer implements ApiServer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final HttpClient http;
    private final String auditId;

    HttpApiServer(KubernetesClient client, String auditId) {
        this.client = client;
        this.auditId = auditId;
        // The responder delivers again; waiting here as well would only hold a worker.
        http = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build())
                .build();
    }

    @Override
    public String answer(String verb, String path, String query, @Nullable String type, @Nullable String body) {
        var base = client.getMasterUrl().toString().replaceFirst("/$", "");
        var request = http.newHttpRequestBuilder()
                .uri(base + path + query)
                .header("Audit-ID", auditId)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (body != null) request.method(verb, type, body);
        var response = response(verb + " " + path, request.build());
        if (response.isSuccessful()) return text(response);
        throw ApiFailure.of(
                verb.toLowerCase(Locale.ROOT) + " " + path,
                response.code(),
                message(response),
                response.header("Retry-After"));
    }

    private HttpResponse<byte[]> response(String what, HttpRequest request) {
        try {
            return http.sendAsync(request, byte[].class).get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            var why = e.getCause() == null ? e : e.getCause();
            throw new TryAgain("the API server did not answer " + what + ": " + Reason.of(why), RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgain("stopped while waiting for " + what, RETRY);
        }
    }

    /** The server's own words where it has any; they may quote what a stranger wrote. */
    private String message(HttpResponse<byte[]> response) {
        try {
            var status = client.getKubernetesSerialization().unmarshal(text(response), Status.class);
            if (status != null && status.getMessage() != null) return Text.printable(status.getMessage(), 500);
        } catch (RuntimeException e) {
            // A proxy in between answers in its own way.
        }
        return Text.quoted(text(response));
    }

    private static String text(HttpResponse<byte[]> response) {
        return response.body() == null ? "" : new String(response.body(), StandardCharsets.UTF_8);
    }
}
