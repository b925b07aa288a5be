package io.hikeshi.functions.taintnode;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.hikeshi.functions.Requests;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaintPlanTest {
    private static final ActionRequest REQUEST = Requests.panicked("i-1", "taint-node", "n1", "boot-1", Confirm.FENCED);
    private static final Taint UNREACHABLE = new TaintBuilder()
            .withKey("node.kubernetes.io/unreachable")
            .withEffect("NoExecute")
            .build();
    private static final Taint OUT_OF_SERVICE = new TaintBuilder()
            .withKey("node.kubernetes.io/out-of-service")
            .withValue("nodeshutdown")
            .withEffect("NoExecute")
            .build();

    @Test
    void addsTheTaintAndRemembersForWhichBoot() {
        // When
        var plan = TaintPlan.of(first(REQUEST), node("Unknown").build());

        // Then
        assertThat(plan).isInstanceOfSatisfying(Plan.Change.class, change -> {
            assertThat(change.spec()).isEqualTo(Map.of("taints", List.of(UNREACHABLE, OUT_OF_SERVICE)));
            assertThat(change.annotations())
                    .containsEntry("hikeshi.io/tainted-boot", "boot-1")
                    .containsEntry("hikeshi.io/tainted-by", "i-1")
                    .containsEntry("hikeshi.io/action", REQUEST.id());
        });
    }

    @Test
    void waitsUntilTheNodeIsNotReady() {
        // When
        var plan = TaintPlan.of(first(REQUEST), node("True").build());

        // Then
        assertThat(plan)
                .isInstanceOfSatisfying(
                        Plan.Later.class, later -> assertThat(later.why()).isEqualTo("node n1 is Ready yet"));
    }

    @Test
    void needsAFencedNodeOfTheBootThatDied() {
        // Given
        var unfenced = Requests.panicked("i-1", "taint-node", "n1", "boot-1", Confirm.NODE_DEAD);
        var rebooted = Requests.panicked("i-1", "taint-node", "n1", "boot-0", Confirm.FENCED);
        var node = node("Unknown").build();

        // When
        var early = TaintPlan.of(first(unfenced), node);
        var late = TaintPlan.of(first(rebooted), node);

        // Then
        assertLeft(early, Status.SKIPPED, "taint-node needs confirm: fenced");
        assertLeft(late, Status.SKIPPED, "rebooted");
    }

    @Test
    void leavesATaintToWhoeverSetIt() {
        // Given
        var theirs =
                node("Unknown").editSpec().addToTaints(OUT_OF_SERVICE).endSpec().build();
        var ours = node("Unknown")
                .editMetadata()
                .addToAnnotations("hikeshi.io/tainted-boot", "boot-1")
                .endMetadata()
                .editSpec()
                .addToTaints(OUT_OF_SERVICE)
                .endSpec()
                .build();

        // When
        var beforeUs = TaintPlan.of(first(REQUEST), theirs);
        var byUs = TaintPlan.of(first(REQUEST), ours);

        // Then
        assertLeft(beforeUs, Status.SKIPPED, "not by Hikeshi");
        assertLeft(byUs, Status.ALREADY_DONE, "out of service already");
    }

    @Test
    void doesNotTaintAgainWhatWasLiftedSince() {
        // Given
        var lifted = node("Unknown")
                .editMetadata()
                .addToAnnotations("hikeshi.io/action", REQUEST.id())
                .endMetadata()
                .build();

        // When
        var plan = TaintPlan.of(again(REQUEST), lifted);

        // Then
        assertLeft(plan, Status.ALREADY_DONE, "lifted since: left alone");
    }

    private static void assertLeft(Plan plan, Status status, String why) {
        assertThat(plan).isInstanceOfSatisfying(Plan.Leave.class, left -> {
            assertThat(left.result().status()).isEqualTo(status);
            assertThat(left.result().detail()).contains(why);
        });
    }

    private static NodeBuilder node(String ready) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .endMetadata()
                .withNewSpec()
                .withTaints(UNREACHABLE)
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .withNewNodeInfo()
                .withBootID("boot-1")
                .endNodeInfo()
                .endStatus();
    }
}
