package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.hikeshi.sensor.event.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the API server knows of a node at one moment.
 *
 * @param lease what its kubelet renews while it lives; null if there is none
 */
record NodeSigns(Node node, @Nullable Lease lease) {
    private static final String LEASES = "kube-node-lease";
    private static final int LEASE_SECONDS = 40;
    /** A kubelet renews at a quarter of the Lease's duration, a little early or late. */
    private static final double RENEWAL = 0.25 * 1.25;

    private static final int LONGEST_TEXT = 200;

    /** Empty if there is no such node. */
    static Optional<NodeSigns> read(KubernetesClient client, String name) {
        return Optional.ofNullable(client.nodes().withName(name).get())
                .map(node -> new NodeSigns(
                        node, client.leases().inNamespace(LEASES).withName(name).get()));
    }

    /** Empty if its kubelet never told one. */
    String bootId() {
        var info = node.getStatus() == null ? null : node.getStatus().getNodeInfo();
        return info == null ? "" : Objects.requireNonNullElse(info.getBootID(), "");
    }

    String annotation(String name) {
        var annotations = node.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }

    /** How long to watch so that a living kubelet cannot have missed its renewal. */
    Duration renewal() {
        var seconds = lease == null || lease.getSpec() == null
                ? null
                : lease.getSpec().getLeaseDurationSeconds();
        return Duration.ofMillis((long) (1000 * RENEWAL * Objects.requireNonNullElse(seconds, LEASE_SECONDS)));
    }

    /** What shows that the node lives, of what became of these signs one renewal later; empty if nothing does. */
    Optional<String> life(NodeSigns later) {
        if (!later.bootId().equals(bootId())) return Optional.of("it was started again while it was watched");
        if (!Objects.equals(renewed(), later.renewed())) {
            return Optional.of("its Lease was renewed while it was watched, so its kubelet lives");
        }
        return later.lease == null
                        && later.ready().map(NodeCondition::getStatus).equals(Optional.of("True"))
                ? Optional.of("it is Ready and has no Lease that would show whether its kubelet lives")
                : Optional.empty();
    }

    /** One line per sign. */
    List<String> lines(Instant now) {
        return List.of(
                "Ready     " + ready().map(NodeSigns::words).orElse("never said"),
                "Lease     "
                        + Optional.ofNullable(renewed()).map(at -> age(at, now)).orElse("none"),
                "boot      " + (bootId().isEmpty() ? "never said" : Text.printable(bootId(), LONGEST_TEXT)),
                "kubelet   " + KubeletPort.words(node));
    }

    private Optional<NodeCondition> ready() {
        if (node.getStatus() == null) return Optional.empty();
        return node.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst();
    }

    private static String words(NodeCondition ready) {
        return Text.printable(
                "%s since %s: %s %s"
                        .formatted(
                                ready.getStatus(),
                                ready.getLastTransitionTime(),
                                ready.getReason(),
                                ready.getMessage()),
                LONGEST_TEXT);
    }

    private @Nullable Instant renewed() {
        var at = lease == null || lease.getSpec() == null
                ? null
                : lease.getSpec().getRenewTime();
        return at == null ? null : at.toInstant();
    }

    private static String age(Instant renewed, Instant now) {
        return "renewed at %s, %d s ago by this machine's clock"
                .formatted(renewed, Duration.between(renewed, now).toSeconds());
    }
}
