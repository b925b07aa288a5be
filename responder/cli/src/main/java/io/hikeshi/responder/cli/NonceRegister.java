package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.hikeshi.sensor.event.Text;
import io.hikeshi.sensor.netconsole.target.NodeNonce;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the hash of a node's nonce on its Node, where receivers find it. Changes nothing else there. */
final class NonceRegister {
    private static final int LONGEST_REASON = 300;

    private final @Nullable Kubeconfig kubeconfig;

    /** @param kubeconfig null for the cluster whose pod this is */
    NonceRegister(@Nullable Kubeconfig kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    /** Empty takes the annotation away: a kernel that sends no nonce must not be expected to. */
    void register(String node, Optional<NodeNonce> nonce) throws IOException {
        String value = nonce.map(known -> '"' + known.registered() + '"').orElse("null");
        String patch = "{\"metadata\":{\"annotations\":{\"" + NodeNonce.ANNOTATION + "\":" + value + "}}}";
        try (var client = client()) {
            client.nodes().withName(node).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        } catch (KubernetesClientException e) {
            throw new IOException(
                    "cannot register the nonce on node " + node + ": "
                            + Text.printable(String.valueOf(e.getMessage()), LONGEST_REASON)
                            + "; it needs the right to patch that node",
                    e);
        }
    }

    private KubernetesClient client() throws IOException {
        if (kubeconfig != null) {
            var config = Config.fromKubeconfig(kubeconfig.file().toFile());
            return new KubernetesClientBuilder().withConfig(config).build();
        }
        if (System.getenv("KUBERNETES_SERVICE_HOST") == null) {
            throw new IOException("cannot register the nonce: this is no pod of a cluster; add --kubeconfig FILE");
        }
        return new KubernetesClientBuilder().build();
    }
}
