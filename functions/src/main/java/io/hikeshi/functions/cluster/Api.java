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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The API server, asked under one Audit-ID. Plain requests rather than the client's resource objects: these send no header of
 * ours, and a patch that they work out themselves may drop what an older model does not know.
 */
public final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final String MANAGER = "fieldManager=hikeshi";

    private final KubernetesClient client;
    private final HttpClient http;
    private final String auditId;

    Api(KubernetesClient client, String auditId) {
        this.client = client;
        this.auditId = auditId;
        // The responder delivers again; waiting here as well would only hold a worker.
        http = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build())
                .build();
    }

    /** @param path such as {@code /api/v1/nodes/n1} */
    public <T> T get(String path, Class<T> type) {
        return get(path, "", type);
    }

    /** The same; empty if there is none of that name. */
    public <T> Optional<T> find(String path, Class<T> type) {
        try {
            return Optional.of(get(path, type));
        } catch (ApiFailure e) {
            if (e.isNotFound()) return Optional.empty();
            throw e;
        }
    }

    /**
     * One page of a list.
     *
     * @param selector a field selector such as {@code spec.nodeName=n1}
     * @param next what the page before said in {@code metadata.continue}; empty for the first
     */
    public <T> T list(String path, String selector, int limit, String next, Class<T> type) {
        var query = "?limit=" + limit + "&fieldSelector=" + encoded(selector)
                + (next.isEmpty() ? "" : "&continue=" + encoded(next));
        return get(path, query, type);
    }

    /** @param patch a JSON merge patch (RFC 7386) that holds the resourceVersion it was decided on */
    public void patch(String path, Object patch, boolean dryRun) {
        send("PATCH", path, query(dryRun), "application/merge-patch+json", json(patch));
    }

    /**
     * Changes the status, and for pods annotations along with it.
     *
     * @param patch a strategic merge patch, which keeps the conditions of others; holds uid and resourceVersion
     */
    public void patchStatus(String path, Object patch, boolean dryRun) {
        send("PATCH", path + "/status", query(dryRun), "application/strategic-merge-patch+json", json(patch));
    }

    /**
     * At once, without the grace that a dead kubelet would never end.
     *
     * @param preconditions {@code uid}, and {@code resourceVersion} where any change since speaks against it
     */
    public void delete(String path, Map<String, String> preconditions, boolean dryRun) {
        var options = new LinkedHashMap<String, Object>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        options.put("gracePeriodSeconds", 0);
        options.put("preconditions", preconditions);
        // The server reads no query where there is a body.
        if (dryRun) options.put("dryRun", List.of("All"));
        send("DELETE", path, "", "application/json", json(options));
    }

    void create(String path, Object object) {
        send("POST", path, query(false), "application/json", json(object));
    }

    /** @param path of the collection, such as {@code /apis/batch/v1/namespaces/shop/jobs} */
    public void create(String path, Object object, boolean dryRun) {
        send("POST", path, query(dryRun), "application/json", json(object));
    }

    private <T> T get(String path, String query, Class<T> type) {
        return client.getKubernetesSerialization().unmarshal(send("GET", path, query, null, null), type);
    }

    private static String query(boolean dryRun) {
        return "?" + MANAGER + (dryRun ? "&dryRun=All" : "");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String json(Object object) {
        return client.getKubernetesSerialization().asJson(object);
    }

    private String send(String verb, String path, String query, @Nullable String type, @Nullable String body) {
        var base = client.getMasterUrl().toString().replaceFirst("/$", "");
        var request = http.newHttpRequestBuilder()
                .uri(base + path + query)
                .header("Audit-ID", auditId)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (body != null) request.method(verb, type, body);
        var response = answer(verb + " " + path, request.build());
        if (response.isSuccessful()) return text(response);
        throw ApiFailure.of(
                verb.toLowerCase(Locale.ROOT) + " " + path,
                response.code(),
                message(response),
                response.header("Retry-After"));
    }

    private HttpResponse<byte[]> answer(String what, HttpRequest request) {
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
