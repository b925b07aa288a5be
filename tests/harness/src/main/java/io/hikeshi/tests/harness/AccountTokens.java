package io.hikeshi.tests.harness;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.BoundObjectReference;
import io.fabric8.kubernetes.api.model.authentication.BoundObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/** Tokens of a ServiceAccount, good for a day. */
final class AccountTokens {
    private static final long SECONDS = 24 * 3600L;

    private final KubernetesClient client;
    private final String namespace;
    private final String account;

    AccountTokens(KubernetesClient client, String namespace, String account) {
        this.client = client;
        this.namespace = namespace;
        this.account = account;
    }

    /** Makes the account if there is none. */
    String token() {
        var accounts = client.serviceAccounts().inNamespace(namespace);
        if (accounts.withName(account).get() == null) {
            accounts.resource(new ServiceAccountBuilder()
                            .withNewMetadata()
                            .withName(account)
                            .endMetadata()
                            .build())
                    .create();
        }
        return request(null);
    }

    /** Names the node, as that of each pod there does. */
    String tokenOn(String node) {
        var found = client.nodes().withName(node).require();
        return request(new BoundObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(node)
                .withUid(found.getMetadata().getUid())
                .build());
    }

    private String request(@Nullable BoundObjectReference bound) {
        var request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(SECONDS)
                .withBoundObjectRef(bound)
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }
}
