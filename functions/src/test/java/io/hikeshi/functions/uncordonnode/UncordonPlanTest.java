package io.hikeshi.functions.uncordonnode;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.hikeshi.functions.Requests;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome.Status;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UncordonPlanTest {
    private static final ActionRequest REBOOTED = because("node.rebooted");
    private static final ActionRequest DISPROVED = because("kernel.panic.disproved");
    private static final Map<String, String> HELD = Map.of(
            "hikeshi.io/cordoned-by", "i-1", "hikeshi.io/cordon-prior", "schedulable", "hikeshi.io/boot-id", "boot-1");
    private static final String BY_US = "hikeshi";
    private static final String BY_A_PERSON = "kubectl-cordon";
    private static final Taint OTHER =
            new TaintBuilder().withKey("gpu").withEffect("NoSchedule").build();
    private static final Taint OUT_OF_SERVICE = new TaintBuilder()
            .withKey("node.kubernetes.io/out-of-service")
            .withValue("nodeshutdown")
            .withEffect("NoExecute")
            .build();

    @Test
    void givesTheNodeBackWithTheLastHoldAndClearsItsMarks() {
        // When
        var plan = UncordonPlan.of(first(REBOOTED), cordoned(BY_US, HELD));

        // Then
        assertChanged(plan, change -> {
            assertThat(change.spec()).isEqualTo(Collections.singletonMap("unschedulable", null));
            assertThat(change.annotations())
                    .containsEntry("hikeshi.io/cordoned-by", null)
                    .containsEntry("hikeshi.io/cordon-prior", null)
                    .containsEntry("hikeshi.io/boot-id", null)
                    .containsEntry("hikeshi.io/cordon-released", "i-1")
                    .containsEntry("hikeshi.io/action", REBOOTED.id());
        });
    }

    @Test
    void leavesTheHoldOfAnotherIncident() {
        // When
        var plan = UncordonPlan.of(first(REBOOTED), cordoned(BY_US, Map.of("hikeshi.io/cordoned-by", "i-0,i-1,i-2")));

        // Then
        assertChanged(plan, change -> {
            assertThat(change.spec()).isEmpty();
            assertThat(change.annotations())
                    .containsEntry("hikeshi.io/cordoned-by", "i-0,i-2")
                    .doesNotContainKey("hikeshi.io/cordon-prior");
        });
    }

    @Test
    void leavesThePersonsCordonAndEndsItsOwnClaim() {
        // When
        var again = UncordonPlan.of(first(REBOOTED), cordoned(BY_A_PERSON, HELD));
        var never = UncordonPlan.of(first(REBOOTED), cordoned(BY_A_PERSON, Map.of()));

        // Then
        assertChanged(again, change -> {
            assertThat(change.spec()).isEmpty();
            assertThat(change.annotations()).containsEntry("hikeshi.io/cordoned-by", null);
        });
        assertLeft(never, Status.SKIPPED, "is not held by incident i-1");
    }

    @Test
    void respectsThatTheNodeTookNoPodsBefore() {
        // Given
        var held = Map.of("hikeshi.io/cordoned-by", "i-1", "hikeshi.io/cordon-prior", "unschedulable");

        // When
        var plan = UncordonPlan.of(first(REBOOTED), cordoned(BY_US, held));

        // Then
        assertChanged(plan, change -> assertThat(change.spec()).isEmpty());
    }

    @Test
    void liftsTheTaintOfABootThatIsOverWhoeverHoldsTheNode() {
        // Given
        var node = new NodeBuilder(
                        cordoned(BY_US, Map.of("hikeshi.io/cordoned-by", "i-2", "hikeshi.io/tainted-boot", "boot-1")))
                .editSpec()
                .withTaints(OTHER, OUT_OF_SERVICE)
                .endSpec()
                .build();

        // When
        var plan = UncordonPlan.of(first(REBOOTED), node);

        // Then
        assertChanged(plan, change -> {
            assertThat(change.spec()).isEqualTo(Map.of("taints", List.of(OTHER)));
            assertThat(change.annotations())
                    .containsEntry("hikeshi.io/tainted-boot", null)
                    .containsEntry("hikeshi.io/tainted-by", null)
                    .doesNotContainKey("hikeshi.io/cordoned-by");
        });
    }

    @Test
    void leavesTheTaintThatAPersonSet() {
        // Given
        var node = new NodeBuilder(cordoned(BY_US, HELD))
                .editSpec()
                .withTaints(OUT_OF_SERVICE)
                .endSpec()
                .build();

        // When
        var plan = UncordonPlan.of(first(REBOOTED), node);

        // Then
        assertChanged(plan, change -> assertThat(change.spec()).doesNotContainKey("taints"));
    }

    @Test
    void waitsUntilTheNodeIsReadyAndOfAnotherBootThanItWasTaintedFor() {
        // Given
        var marks = new HashMap<>(HELD);
        marks.put("hikeshi.io/tainted-boot", "boot-2");

        // When
        var away = UncordonPlan.of(first(REBOOTED), node(BY_US, HELD, "Unknown"));
        var sameBoot = UncordonPlan.of(first(REBOOTED), cordoned(BY_US, marks));

        // Then
        assertLater(away, "is not Ready yet");
        assertLater(sameBoot, "of the same boot yet");
    }

    @Test
    void waitsForNothingWhereThePanicWasDisproved() {
        // When
        var plan = UncordonPlan.of(first(DISPROVED), node(BY_US, HELD, "Unknown"));

        // Then
        assertChanged(plan, change -> assertThat(change.spec()).containsEntry("unschedulable", null));
    }

    @Test
    void keepsALateRequestOfADisprovedIncidentFromCordoning() {
        // Given
        var untouched = node(BY_US, Map.of("hikeshi.io/cordon-released", "i-0"), "True");
        untouched.getSpec().setUnschedulable(null);

        // When
        var plan = UncordonPlan.of(first(DISPROVED), untouched);

        // Then
        assertChanged(plan, change -> {
            assertThat(change.spec()).isEmpty();
            assertThat(change.annotations()).containsEntry("hikeshi.io/cordon-released", "i-1,i-0");
        });
    }

    @Test
    void changesNothingWhenTheRequestIsDeliveredAgain() {
        // Given
        var marks = new HashMap<>(HELD);
        marks.put("hikeshi.io/action", REBOOTED.id());

        // When
        var plan = UncordonPlan.of(again(REBOOTED), cordoned(BY_US, marks));

        // Then
        assertLeft(plan, Status.ALREADY_DONE, "given back by an earlier delivery");
    }

    private static ActionRequest because(String kind) {
        return Requests.nodeEvent(kind, "i-1", "uncordon-node", "n1", "boot-1", Confirm.NONE);
    }

    private static void assertChanged(Plan plan, Consumer<Plan.Change> as) {
        assertThat(plan).isInstanceOfSatisfying(Plan.Change.class, as);
    }

    private static void assertLater(Plan plan, String why) {
        assertThat(plan)
                .isInstanceOfSatisfying(
                        Plan.Later.class, later -> assertThat(later.why()).contains(why));
    }

    private static void assertLeft(Plan plan, Status status, String why) {
        assertThat(plan).isInstanceOfSatisfying(Plan.Leave.class, left -> {
            assertThat(left.result().status()).isEqualTo(status);
            assertThat(left.result().detail()).contains(why);
        });
    }

    private static Node cordoned(String manager, Map<String, String> annotations) {
        return node(manager, annotations, "True");
    }

    private static Node node(String manager, Map<String, String> annotations, String ready) {
        var fields = new FieldsV1();
        fields.setAdditionalProperty("f:spec", Map.of("f:unschedulable", Map.of()));
        return new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .withAnnotations(annotations)
                .addNewManagedField()
                .withManager(manager)
                .withFieldsV1(fields)
                .endManagedField()
                .endMetadata()
                .withNewSpec()
                .withUnschedulable(true)
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .withNewNodeInfo()
                .withBootID("boot-2")
                .endNodeInfo()
                .endStatus()
                .build();
    }
}
