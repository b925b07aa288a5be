package io.hikeshi.functions.deadnode;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.responder.action.Confirm;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a pod of a dead node is left alone. */
public enum Spared {
    FINISHED("has finished"),
    DAEMON_SET("is of a DaemonSet and stays with its node"),
    MIRROR("mirrors a static pod"),
    OPTED_OUT("is labelled hikeshi.io/ignore=true, or its namespace is"),
    /** Silence is also what a partition looks like: two replicas of one name would run. */
    STATEFUL_SET("is of a StatefulSet: needs confirm: fenced"),
    /** The replacement would start while the old one still writes. */
    SINGLE_WRITER("has a volume for one writer: needs confirm: fenced");

    private static final String MIRROR_OF = "kubernetes.io/config.mirror";

    private final String words;

    Spared(String words) {
        this.words = words;
    }

    /** What has to be looked up about a pod. */
    public interface Surroundings {
        /** Whether the namespace's owner opted out. */
        boolean isIgnored(String namespace);

        /** Whether one node at a time may write to the claim's volume; also if nobody can say. */
        boolean isForOneWriter(String namespace, String claim);
    }

    /** Empty for a pod that may be failed; {@code around} is asked only if nothing else spares it. */
    public static Optional<Spared> of(Pod pod, Confirm confirm, Surroundings around) {
        if (isControlledBy(pod, "DaemonSet")) return Optional.of(DAEMON_SET);
        if (!Marks.get(pod, MIRROR_OF).isEmpty()) return Optional.of(MIRROR);
        if (Marks.isIgnored(pod)) return Optional.of(OPTED_OUT);
        if (isFinished(pod)) return Optional.of(FINISHED);
        boolean fenced = confirm.isAtLeast(Confirm.FENCED);
        if (!fenced && isControlledBy(pod, "StatefulSet")) return Optional.of(STATEFUL_SET);
        var namespace = pod.getMetadata().getNamespace();
        if (around.isIgnored(namespace)) return Optional.of(OPTED_OUT);
        if (!fenced && claims(pod).anyMatch(claim -> around.isForOneWriter(namespace, claim))) {
            return Optional.of(SINGLE_WRITER);
        }
        return Optional.empty();
    }

    /** As a sentence about the pod goes on. */
    public String words() {
        return words;
    }

    static boolean isFinished(Pod pod) {
        var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    private static boolean isControlledBy(Pod pod, String kind) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .map(OwnerReference::getKind)
                .anyMatch(kind::equals);
    }

    private static Stream<String> claims(Pod pod) {
        if (pod.getSpec() == null) return Stream.of();
        return pod.getSpec().getVolumes().stream()
                .map(volume -> claim(pod, volume))
                .filter(Objects::nonNull);
    }

    /** A generic ephemeral volume has a claim of its own, named by the API server's rule. */
    private static @Nullable String claim(Pod pod, Volume volume) {
        if (volume.getPersistentVolumeClaim() != null)
            return volume.getPersistentVolumeClaim().getClaimName();
        return volume.getEphemeral() == null ? null : pod.getMetadata().getName() + "-" + volume.getName();
    }
}
