package io.hikeshi.functions.deadnode;

import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.hikeshi.functions.Requests;
import io.hikeshi.functions.Result;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome.Status;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VetoTest {
    @Test
    void hasNothingAgainstANodeOfTheBootThatDied() {
        // When
        var veto = veto(panicked(Confirm.NODE_DEAD, "boot-1"), node(Map.of()));

        // Then
        assertThat(veto).isEmpty();
    }

    @Test
    void leavesANodeThatRebooted() {
        // When
        var veto = veto(panicked(Confirm.FENCED, "boot-0"), node(Map.of()));

        // Then
        assertSkipped(veto, "rebooted: its boot is \"boot-1\", and \"boot-0\" died");
    }

    @Test
    void leavesANodeOfWhichNobodyKnowsTheBootThatDied() {
        // When
        var veto = veto(panicked(Confirm.FENCED, null), node(Map.of()));

        // Then
        assertSkipped(veto, "which boot of it died is not known");
    }

    @Test
    void asksForAsMuchConfirmationAsTheStepNeeds() {
        // When
        var none = Veto.of(first(panicked(Confirm.NONE, "boot-1")), node(Map.of()), Confirm.NODE_DEAD);
        var dead = Veto.of(first(panicked(Confirm.NODE_DEAD, "boot-1")), node(Map.of()), Confirm.FENCED);
        var fenced = Veto.of(first(panicked(Confirm.FENCED, "boot-1")), node(Map.of()), Confirm.NODE_DEAD);

        // Then
        assertSkipped(none, "confirmed none only; fail-pods needs confirm: node-dead");
        assertSkipped(dead, "confirmed node-dead only; fail-pods needs confirm: fenced");
        assertThat(fenced).isEmpty();
    }

    @Test
    void leavesAControlPlaneNodeUnlessTheRuleSaysOtherwise() {
        // Given
        var node = node(Map.of("node-role.kubernetes.io/control-plane", ""));
        var request = panicked(Confirm.FENCED, "boot-1");

        // When
        var veto = veto(request, node);
        var told = veto(with(request, Map.of("control_plane", "true")), node);

        // Then
        assertSkipped(veto, "of the control plane");
        assertThat(told).isEmpty();
    }

    @Test
    void leavesANodeWhoseOwnerOptedOut() {
        // When
        var veto = veto(panicked(Confirm.FENCED, "boot-1"), node(Map.of("hikeshi.io/ignore", "true")));

        // Then
        assertSkipped(veto, "hikeshi.io/ignore=true");
    }

    private static ActionRequest panicked(Confirm confirm, @Nullable String boot) {
        return Requests.panicked("i-1", "fail-pods", "n1", boot, confirm);
    }

    private static Optional<Result> veto(ActionRequest request, Node node) {
        return Veto.of(first(request), node, Confirm.NODE_DEAD);
    }

    private static void assertSkipped(Optional<Result> veto, String why) {
        assertThat(veto).hasValueSatisfying(result -> {
            assertThat(result.status()).isEqualTo(Status.SKIPPED);
            assertThat(result.detail()).startsWith("node n1 ").contains(why);
        });
    }

    private static Node node(Map<String, String> labels) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .withLabels(labels)
                .endMetadata()
                .withNewStatus()
                .withNewNodeInfo()
                .withBootID("boot-1")
                .endNodeInfo()
                .endStatus()
                .build();
    }
}
