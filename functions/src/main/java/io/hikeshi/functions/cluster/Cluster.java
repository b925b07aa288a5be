package io.hikeshi.functions.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.TryAgain;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cluster to act on, if there is one. */
public final class Cluster {
    private final @Nullable KubernetesClient client;

    /** @param client null where there is no cluster: then actions only say what they would do */
    public Cluster(@Nullable KubernetesClient client) {
        this.client = client;
    }

    /** The API server as this attempt asks it; empty without a cluster. */
    public Optional<Api> as(Attempt attempt) {
        return client == null ? Optional.empty() : Optional.of(api(client, attempt.auditId()));
    }

    boolean isThere() {
        return client != null;
    }

    /** Why the API server cannot be asked; empty if it can, and where there is none to ask. */
    Optional<String> problem() {
        if (client == null) return Optional.empty();
        try {
            api(client, "hikeshi/health").get("/version", Map.class);
            return Optional.empty();
        } catch (TryAgain | ApiFailure e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** As if that were the API server: what it answers is read as the real one's is. Empty without a cluster. */
    Optional<Api> answeredBy(ApiServer server) {
        return client == null ? Optional.empty() : Optional.of(new Api(client.getKubernetesSerialization(), server));
    }

    private static Api api(KubernetesClient client, String auditId) {
        return new Api(client.getKubernetesSerialization(), new HttpApiServer(client, auditId));
    }
}
