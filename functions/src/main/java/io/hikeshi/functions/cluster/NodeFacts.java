package io.hikeshi.functions.cluster;

import io.fabric8.kubernetes.api.model.Node;
import java.util.Set;

/** What a Node object says of its node. */
public final class NodeFacts {
    private static final Set<String> CONTROL_PLANE_LABELS =
            Set.of("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master");

    private NodeFacts() {}

    /** The kernel's boot id as its kubelet last told it; empty if it never did. */
    public static String bootId(Node node) {
        if (node.getStatus() == null || node.getStatus().getNodeInfo() == null) return "";
        var boot = node.getStatus().getNodeInfo().getBootID();
        return boot == null ? "" : boot;
    }

    /** Whether its kubelet says so, and the API server believes it still. */
    public static boolean isReady(Node node) {
        return node.getStatus() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    public static boolean isCordoned(Node node) {
        return node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }

    public static boolean isControlPlane(Node node) {
        var labels = node.getMetadata().getLabels();
        return labels != null && CONTROL_PLANE_LABELS.stream().anyMatch(labels::containsKey);
    }
}
