package io.hikeshi.functions.cluster;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of the API server. Plain requests rather than the client's resource objects: these send no header of ours, and
 * a patch that they work out themselves may drop what an older model does not know.
 */
public final class Api {
    private static final String MANAGER = "fieldManager=hikeshi";

    private final KubernetesSerialization json;
    private final ApiServer server;

    Api(KubernetesSerialization json, ApiServer server) {
        this.json = json;
        this.server = server;
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
        server.answer("PATCH", path, query(dryRun), "application/merge-patch+json", json(patch));
    }

    /**
     * Changes the status, and for pods annotations along with it.
     *
     * @param patch a strategic merge patch, which keeps the conditions of others; holds uid and resourceVersion
     */
    public void patchStatus(String path, Object patch, boolean dryRun) {
        server.answer("PATCH", path + "/status", query(dryRun), "application/strategic-merge-patch+json", json(patch));
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
        server.answer("DELETE", path, "", "application/json", json(options));
    }

    void create(String path, Object object) {
        server.answer("POST", path, query(false), "application/json", json(object));
    }

    /** @param path of the collection, such as {@code /apis/batch/v1/namespaces/shop/jobs} */
    public void create(String path, Object object, boolean dryRun) {
        server.answer("POST", path, query(dryRun), "application/json", json(object));
    }

    private <T> T get(String path, String query, Class<T> type) {
        return json.unmarshal(server.answer("GET", path, query, null, null), type);
    }

    private static String query(boolean dryRun) {
        return "?" + MANAGER + (dryRun ? "&dryRun=All" : "");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String json(Object object) {
        return json.asJson(object);
    }
}
