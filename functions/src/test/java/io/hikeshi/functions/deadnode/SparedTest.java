package io.hikeshi.functions.deadnode;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.responder.action.Confirm;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparedTest {
    private static final Around PLAIN = new Around(Set.of(), Set.of());

    @ParameterizedTest
    @ValueSource(strings = {"Running", "Pending", "Unknown"})
    void sparesNoPodThatOnlyANodeThatLivesCouldFinish(String phase) {
        assertThat(spared(Pods.inPhase("web-1", phase))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Succeeded", "Failed"})
    void sparesWhatHasFinished(String phase) {
        assertThat(spared(Pods.inPhase("done-1", phase))).contains(Spared.FINISHED);
    }

    @Test
    void sparesWhatStaysWithItsNode() {
        assertThat(spared(Pods.ownedBy("DaemonSet"))).contains(Spared.DAEMON_SET);
        assertThat(spared(Pods.mirror())).contains(Spared.MIRROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReplicaSet", "Job"})
    void sparesNoPodThatAnOwnerReplaces(String kind) {
        assertThat(spared(Pods.ownedBy(kind))).isEmpty();
    }

    @Test
    void sparesWhatItsOwnerOrItsNamespacesOwnerOptedOut() {
        // Given
        var around = new Around(Set.of("shop"), Set.of());

        // When
        var pod = spared(Pods.labelled("hikeshi.io/ignore", "true"));
        var namespace = Spared.of(Pods.running("web-1").build(), Confirm.FENCED, around);

        // Then
        assertThat(pod).contains(Spared.OPTED_OUT);
        assertThat(namespace).contains(Spared.OPTED_OUT);
    }

    @Test
    void sparesWhatMayStillWriteUntilTheNodeIsFenced() {
        // Given
        var around = new Around(Set.of(), Set.of("shop/disk", "shop/writer-scratch"));

        // When
        var member = spared(Pods.ownedBy("StatefulSet"));
        var writer = Spared.of(Pods.withClaim("disk"), Confirm.NODE_DEAD, around);
        var scratch = Spared.of(Pods.withEphemeralVolume("scratch"), Confirm.NODE_DEAD, around);
        var shared = Spared.of(Pods.withClaim("nfs"), Confirm.NODE_DEAD, around);

        // Then
        assertThat(member).contains(Spared.STATEFUL_SET);
        assertThat(writer).contains(Spared.SINGLE_WRITER);
        assertThat(scratch).contains(Spared.SINGLE_WRITER);
        assertThat(shared).isEmpty();
        assertThat(Spared.of(Pods.ownedBy("StatefulSet"), Confirm.FENCED, around))
                .isEmpty();
        assertThat(Spared.of(Pods.withClaim("disk"), Confirm.FENCED, around)).isEmpty();
    }

    private static Optional<Spared> spared(Pod pod) {
        return Spared.of(pod, Confirm.NODE_DEAD, PLAIN);
    }

    private record Around(Set<String> ignored, Set<String> claims) implements Spared.Surroundings {
        @Override
        public boolean isIgnored(String namespace) {
            return ignored.contains(namespace);
        }

        @Override
        public boolean isForOneWriter(String namespace, String claim) {
            return claims.contains(namespace + "/" + claim);
        }
    }
}
