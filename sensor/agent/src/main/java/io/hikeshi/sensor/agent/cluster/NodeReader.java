package io.hikeshi.sensor.agent.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.hikeshi.sensor.netconsole.target.NodeNonce;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes from an API object what a {@link KnownNode} holds. A kubelet writes what it likes, so all of it is bounded. */
final class NodeReader {
    private static final Set<String> TYPES = Set.of("InternalIP", "ExternalIP");
    private static final int MOST_ADDRESSES = 32;
    private static final int LONGEST_NONCE = 128;

    private NodeReader() {}

    static KnownNode read(Node node) {
        var status = Optional.ofNullable(node.getStatus());
        var ready = status.flatMap(NodeReader::ready);
        return new KnownNode(
                node.getMetadata().getName(),
                status.map(NodeStatus::getNodeInfo)
                        .map(info -> info.getBootID())
                        .filter(NodeReader::isId)
                        .orElse(null),
                status.map(NodeReader::addresses).orElse(Set.of()),
                nonce(node.getMetadata().getAnnotations()),
                ready.map(NodeCondition::getStatus).filter(NodeReader::isId).orElse(KnownNode.UNKNOWN),
                ready.map(NodeCondition::getMessage).orElse(""));
    }

    private static Optional<NodeCondition> ready(NodeStatus status) {
        return status.getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst();
    }

    private static Set<String> addresses(NodeStatus status) {
        return status.getAddresses().stream()
                .filter(address -> TYPES.contains(address.getType()))
                .limit(MOST_ADDRESSES)
                .flatMap(address -> NodeAddress.of(address.getAddress()).stream())
                .collect(Collectors.toSet());
    }

    private static @Nullable String nonce(@Nullable Map<String, String> annotations) {
        String nonce = annotations == null ? null : annotations.get(NodeNonce.ANNOTATION);
        return nonce == null || nonce.length() > LONGEST_NONCE ? null : nonce;
    }

    /** What may stand in an event's origin. */
    private static boolean isId(String text) {
        return text.matches("[A-Za-z0-9._-]{1,253}");
    }
}
