package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeSignsTest {
    private static final String AT = "2026-05-01T10:00:00.000000Z";

    @Test
    void takesARenewedLeaseForLife() {
        // When
        var life = signs("b1", "Unknown", lease(AT)).life(signs("b1", "Unknown", lease("2026-05-01T10:00:10.000000Z")));

        // Then
        assertThat(life).hasValueSatisfying(why -> assertThat(why).contains("Lease was renewed"));
    }

    @Test
    void takesAnotherBootForLife() {
        // When
        var life = signs("b1", "Unknown", lease(AT)).life(signs("b2", "Unknown", lease(AT)));

        // Then
        assertThat(life).contains("it was started again while it was watched");
    }

    @Test
    void doesNotTakeSilenceForLife() {
        // When
        var life = signs("b1", "True", lease(AT)).life(signs("b1", "True", lease(AT)));

        // Then
        assertThat(life).isEmpty();
    }

    @Test
    void doesNotTakeAReadyNodeWithoutALeaseForDead() {
        // When
        var ready = signs("b1", "True", null).life(signs("b1", "True", null));
        var unknown = signs("b1", "Unknown", null).life(signs("b1", "Unknown", null));

        // Then
        assertThat(ready).isPresent();
        assertThat(unknown).isEmpty();
    }

    @Test
    void watchesForMoreThanARenewalOfItsLease() {
        // When
        var renewal = signs("b1", "True", lease(AT)).renewal();

        // Then
        assertThat(renewal).isBetween(Duration.ofSeconds(11), Duration.ofSeconds(15));
    }

    @Test
    void tellsWhatIsKnownInHarmlessLines() {
        // When
        var lines = signs("b1", "Unknown", lease(AT)).lines(Instant.parse("2026-05-01T10:01:00Z"));

        // Then
        assertThat(lines)
                .anyMatch(line -> line.equals("Ready     Unknown since null: NodeStatusUnknown silent\\u001b[2J"))
                .anyMatch(line -> line.endsWith("60 s ago by this machine's clock"))
                .anyMatch(line -> line.equals("boot      b1"))
                .anyMatch(line -> line.equals("kubelet   the Node names no InternalIP to try"));
    }

    private static NodeSigns signs(String bootId, String ready, @Nullable Lease lease) {
        var node = Serialization.unmarshal("""
                metadata: {name: n1}
                status:
                  nodeInfo: {bootID: %s}
                  conditions: [{type: Ready, status: "%s", reason: NodeStatusUnknown, message: "silent\\e[2J"}]
                """.formatted(bootId, ready), Node.class);
        return new NodeSigns(node, lease);
    }

    private static Lease lease(String renewTime) {
        return Serialization.unmarshal(
                "spec: {leaseDurationSeconds: 40, renewTime: \"" + renewTime + "\"}", Lease.class);
    }
}
