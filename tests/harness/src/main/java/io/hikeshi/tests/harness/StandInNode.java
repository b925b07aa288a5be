package io.hikeshi.tests.harness;

import static java.time.ZoneOffset.UTC;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** One node's heartbeat, as the kubelet does it: a Lease, and a status that is repaired when the controllers doubted it. */
final class StandInNode {
    private static final String LEASES = "kube-node-lease";

    private final KubernetesClient client;
    private final String name;
    private final String address;
    private final int leaseSeconds;
    private final String bootId = UUID.randomUUID().toString();
    private volatile boolean silent;

    StandInNode(KubernetesClient client, String name, String address, int leaseSeconds) {
        this.client = client;
        this.name = name;
        this.address = address;
        this.leaseSeconds = leaseSeconds;
    }

    void register(Map<String, String> more) {
        var labels = new HashMap<>(
                Map.of("kubernetes.io/hostname", name, "kubernetes.io/os", "linux", "kubernetes.io/arch", "amd64"));
        labels.putAll(more);
        client.nodes()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }

    boolean isAlive() {
        return !silent;
    }

    void setSilent(boolean silent) {
        this.silent = silent;
    }

    /** Conditions of other types stay: a strategic merge replaces by type. */
    void beat() {
        renewLease();
        var node = client.nodes().withName(name).get();
        if (node == null || isReady(node)) return;
        client.nodes()
                .withName(name)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        new NodeBuilder().withStatus(status()).build());
    }

    private void renewLease() {
        var lease = new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(LEASES)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(name)
                .withLeaseDurationSeconds(leaseSeconds)
                .withRenewTime(ZonedDateTime.now(UTC).truncatedTo(ChronoUnit.MICROS))
                .endSpec()
                .build();
        client.leases().resource(lease).createOr(existing -> existing.update());
    }

    static boolean isReady(Node node) {
        return node.getStatus().getConditions().stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private NodeStatus status() {
        var capacity = Map.of("cpu", new Quantity("32"), "memory", new Quantity("64Gi"), "pods", new Quantity("250"));
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new NodeStatusBuilder()
                .withCapacity(capacity)
                .withAllocatable(capacity)
                .addNewAddress(address, "InternalIP")
                .addNewAddress(name, "Hostname")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withMessage("a stand-in for a kubelet is alive")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .withNewNodeInfo()
                .withBootID(bootId)
                .withContainerRuntimeVersion("containerd://2.0.0")
                .withKubeletVersion(client.getKubernetesVersion().getGitVersion())
                .withOperatingSystem("linux")
                .withArchitecture("amd64")
                .endNodeInfo()
                .build();
    }
}
