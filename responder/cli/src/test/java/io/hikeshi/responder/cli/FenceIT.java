package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.Nodes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

class FenceIT {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @Test
    void fencesTheBootOfASilentNodeOnceItsNameWasTypedAgain() {
        // Given
        silent("dead", "boot-1");

        // When
        var fenced = typing("dead\n", "dead");
        var again = typing("", "dead");

        // Then
        assertThat(fenced.err()).isEmpty();
        assertThat(fenced.exitCode()).isZero();
        assertThat(fenced.out())
                .contains("Ready     ", "boot      boot-1", "Type its name", "node dead fenced: boot boot-1");
        assertThat(annotations("dead"))
                .containsEntry("hikeshi.io/fenced", "boot-1")
                .containsKeys("hikeshi.io/fenced-by", "hikeshi.io/fenced-at");
        assertThat(annotations("dead").get("hikeshi.io/fenced-by"))
                .isNotEqualTo("unknown")
                .isNotEmpty();
        assertThat(again.out()).startsWith("node dead is fenced already: by ");
    }

    @Test
    void refusesWhileTheLeaseIsRenewed() {
        // Given
        try (var nodes = new Nodes(CONTROL_PLANE.client())) {
            nodes.join("alive");

            // When
            var typed = typing("alive\n", "alive", "--yes");

            // Then
            assertThat(typed.exitCode()).isEqualTo(Hikeshi.FAILED);
            assertThat(typed.err()).contains("its Lease was renewed while it was watched", "power it off");
            assertThat(annotations("alive")).doesNotContainKey("hikeshi.io/fenced");
        }
    }

    @Test
    void changesNothingWhenAnotherNameIsTyped() {
        // Given
        silent("wrong", "boot-1");

        // When
        var typed = typing("right\n", "wrong");

        // Then
        assertThat(typed.exitCode()).isEqualTo(Hikeshi.FAILED);
        assertThat(typed.err()).contains("the name typed was another one");
        assertThat(annotations("wrong")).doesNotContainKey("hikeshi.io/fenced");
    }

    @Test
    void takesTheWordBack() {
        // Given
        silent("undone", "boot-1");
        typing("", "undone", "--yes");

        // When
        var typed = typing("", "undone", "--undo");

        // Then
        assertThat(typed.out()).contains("node undone is fenced no longer");
        assertThat(annotations("undone").keySet()).noneMatch(name -> name.startsWith("hikeshi.io/fenced"));
    }

    @Test
    void saysThatThereIsNoSuchNode() {
        // When
        var typed = typing("", "nobody");

        // Then
        assertThat(typed.exitCode()).isEqualTo(Hikeshi.FAILED);
        assertThat(typed.err()).contains("there is no node nobody", "kubectl get nodes");
    }

    @Test
    void refusesANodeThatNeverToldItsBoot() {
        // Given
        silent("unborn", "");

        // When
        var typed = typing("", "unborn", "--yes");

        // Then
        assertThat(typed.exitCode()).isEqualTo(Hikeshi.FAILED);
        assertThat(typed.err()).contains("its kubelet never told a boot id");
    }

    /** With a short Lease, so that watching it takes little time. */
    private static void silent(String name, String bootId) {
        var node = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("Unknown")
                .endCondition()
                .withNewNodeInfo()
                .withBootID(bootId)
                .endNodeInfo()
                .endStatus()
                .build();
        CONTROL_PLANE.client().resource(node).create();
        CONTROL_PLANE.client().nodes().resource(node).patchStatus();
        CONTROL_PLANE
                .client()
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("kube-node-lease")
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(name)
                        .withLeaseDurationSeconds(4)
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(1))
                        .endSpec()
                        .build())
                .create();
    }

    private static Map<String, String> annotations(String node) {
        return Objects.requireNonNullElse(
                CONTROL_PLANE
                        .client()
                        .nodes()
                        .withName(node)
                        .get()
                        .getMetadata()
                        .getAnnotations(),
                Map.of());
    }

    private static Typed typing(String answer, String... options) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var streams = new Streams(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        var in = new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
        var words = new ArrayList<>(
                List.of("--kubeconfig", CONTROL_PLANE.kubeconfig().toString()));
        words.addAll(List.of(options));
        int exitCode = new CommandLine(new FenceCommand(streams, in)).execute(words.toArray(String[]::new));
        return new Typed(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
