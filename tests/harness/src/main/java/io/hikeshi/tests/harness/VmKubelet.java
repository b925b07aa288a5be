package io.hikeshi.tests.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What {@code tests/harness/kubelet} is told: it asks as the node's own user and verifies the API server's certificate. */
final class VmKubelet {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VmKubelet() {}

    static String user(String node) {
        return "system:node:" + node;
    }

    static String settings(ControlPlane cluster, String node, String address, int leaseSeconds) {
        var config = Config.fromKubeconfig(cluster.kubeconfigFor(user(node)).toFile());
        try {
            return JSON.writeValueAsString(Map.of(
                    "Server",
                    config.getMasterUrl().replaceAll("/$", ""),
                    "Certificate",
                    Files.readString(Path.of(config.getCaCertFile())),
                    "Token",
                    config.getAutoOAuthToken(),
                    "Node",
                    node,
                    "Address",
                    address,
                    "LeaseSeconds",
                    leaseSeconds));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the settings of the kubelet of " + node, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API server's certificate", e);
        }
    }
}
