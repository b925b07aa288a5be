package io.hikeshi.functions.cordonnode;

import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.nextRound;
import static io.hikeshi.functions.Requests.request;
import static io.hikeshi.functions.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CordonPlanTest {
    private static final ActionRequest OURS = request("i-1", "cordon-node", new Target.Node("n1"));
    private static final ActionRequest THEIRS = request("i-2", "cordon-node", new Target.Node("n1"));
    private static final String BY_US = "hikeshi";
    private static final String BY_A_PERSON = "kubectl-cordon";

    @Test
    void cordonsWithItsMarkAndThePriorStateInOnePatch() {
        // Given
        var node = node(false, BY_A_PERSON, Map.of());

        // When
        var plan = CordonPlan.of(first(OURS), node);

        // Then
        assertThat(plan).isInstanceOfSatisfying(Plan.Change.class, change -> {
            assertThat(change.spec()).isEqualTo(Map.of("unschedulable", true));
            assertThat(change.annotations())
                    .containsEntry("hikeshi.io/cordoned-by", "i-1")
                    .containsEntry("hikeshi.io/cordon-prior", "schedulable")
                    .containsEntry("hikeshi.io/action", OURS.id())
                    .containsEntry("hikeshi.io/incident", "i-1");
        });
    }

    @Test
    void addsASecondIncidentToTheHolders() {
        // Given
        var node = node(true, BY_US, Map.of("hikeshi.io/cordoned-by", "i-0", "hikeshi.io/action", "before"));

        // When
        var plan = CordonPlan.of(first(OURS), node);

        // Then
        assertThat(plan)
                .isInstanceOfSatisfying(
                        Plan.Change.class,
                        change -> assertThat(change.annotations())
                                .containsEntry("hikeshi.io/cordoned-by", "i-0,i-1")
                                .containsEntry("hikeshi.io/action", OURS.id() + ",before"));
    }

    @Test
    void leavesANodeThatWasDoneByAnEarlierDeliveryWhateverPeopleDidSince() {
        // Given
        var marks = Map.of("hikeshi.io/cordoned-by", "i-1", "hikeshi.io/action", "later," + OURS.id());

        // When
        var held = CordonPlan.of(first(OURS), node(true, BY_US, marks));
        var uncordoned = CordonPlan.of(first(OURS), node(false, BY_A_PERSON, marks));

        // Then
        assertLeft(held, Status.ALREADY_DONE, "cordoned by an earlier delivery");
        assertLeft(uncordoned, Status.ALREADY_DONE, "uncordoned since: left alone");
    }

    @Test
    void takesAnUncordonForTheEndOfThisIncidentsClaim() {
        // Given
        var node = node(false, BY_A_PERSON, Map.of("hikeshi.io/cordoned-by", "i-1", "hikeshi.io/action", OURS.id()));

        // When
        var plan = CordonPlan.of(first(nextRound(OURS)), node);

        // Then
        assertLeft(plan, Status.SKIPPED, "was uncordoned while incident i-1 held it");
    }

    @Test
    void startsAnewForAnotherIncidentAfterAnUncordon() {
        // Given
        var node = node(false, BY_A_PERSON, Map.of("hikeshi.io/cordoned-by", "i-7,i-8"));

        // When
        var plan = CordonPlan.of(first(OURS), node);

        // Then
        assertThat(plan)
                .isInstanceOfSatisfying(
                        Plan.Change.class,
                        change -> assertThat(change.annotations()).containsEntry("hikeshi.io/cordoned-by", "i-1"));
    }

    @Test
    void remembersThatAnUncordonEndedItsClaimAfterAnotherIncidentHeldTheNode() {
        // Given
        var first = annotationsOf(CordonPlan.of(first(OURS), node(false, BY_A_PERSON, Map.of())));
        var second = annotationsOf(CordonPlan.of(first(THEIRS), node(false, BY_A_PERSON, first)));

        // When
        var held = CordonPlan.of(first(nextRound(OURS)), node(true, BY_US, second));
        var uncordoned = CordonPlan.of(first(nextRound(OURS)), node(false, BY_A_PERSON, second));

        // Then
        assertThat(second)
                .containsEntry("hikeshi.io/cordoned-by", "i-2")
                .containsEntry("hikeshi.io/cordon-released", "i-1");
        assertLeft(held, Status.SKIPPED, "was uncordoned while incident i-1 held it");
        assertLeft(uncordoned, Status.SKIPPED, "was uncordoned while incident i-1 held it");
    }

    @Test
    void remembersTheLastSixteenClaimsThatUncordonsEnded() {
        // Given
        var sixteen = "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p";
        var marks = Map.of("hikeshi.io/cordoned-by", "i-7,i-8", "hikeshi.io/cordon-released", sixteen);

        // When
        var plan = CordonPlan.of(first(OURS), node(false, BY_A_PERSON, marks));

        // Then
        assertThat(annotationsOf(plan))
                .containsEntry("hikeshi.io/cordon-released", "i-7,i-8,a,b,c,d,e,f,g,h,i,j,k,l,m,n");
    }

    @Test
    void leavesWhatAPersonCordonedToThatPerson() {
        // Given
        var never = node(true, BY_A_PERSON, Map.of());
        var again = node(true, BY_A_PERSON, Map.of("hikeshi.io/cordoned-by", "i-0"));

        // When
        var plan = CordonPlan.of(first(OURS), never);
        var afterOurs = CordonPlan.of(first(OURS), again);

        // Then
        assertLeft(plan, Status.SKIPPED, "cordoned already, and not by Hikeshi");
        assertLeft(afterOurs, Status.SKIPPED, "cordoned already, and not by Hikeshi");
    }

    @Test
    void believesItsAnnotationsWhereTheApiServerTracksNoManagers() {
        // Given
        var node = node(true, BY_US, Map.of("hikeshi.io/cordoned-by", "i-0"));
        node.getMetadata().setManagedFields(List.of());

        // When
        var plan = CordonPlan.of(first(OURS), node);

        // Then
        assertThat(plan).isInstanceOf(Plan.Change.class);
    }

    @Test
    void cordonsAControlPlaneNodeOnlyIfTheRuleSaysSo() {
        // Given
        var node = node(false, BY_A_PERSON, Map.of());
        node.getMetadata().setLabels(Map.of("node-role.kubernetes.io/control-plane", ""));

        // When
        var plan = CordonPlan.of(first(OURS), node);
        var told = CordonPlan.of(first(with(OURS, Map.of("control_plane", "true"))), node);

        // Then
        assertLeft(plan, Status.SKIPPED, "is of the control plane");
        assertThat(told).isInstanceOf(Plan.Change.class);
    }

    @Test
    void leavesANodeWhoseOwnerOptedOut() {
        // Given
        var node = node(false, BY_A_PERSON, Map.of());
        node.getMetadata().setLabels(Map.of("hikeshi.io/ignore", "true"));

        // When
        var plan = CordonPlan.of(first(OURS), node);

        // Then
        assertLeft(plan, Status.SKIPPED, "hikeshi.io/ignore=true");
    }

    private static Map<String, String> annotationsOf(Plan plan) {
        assertThat(plan).isInstanceOf(Plan.Change.class);
        return ((Plan.Change) plan).annotations();
    }

    private static void assertLeft(Plan plan, Status status, String why) {
        assertThat(plan).isInstanceOfSatisfying(Plan.Leave.class, left -> {
            assertThat(left.result().status()).isEqualTo(status);
            assertThat(left.result().detail()).contains(why);
        });
    }

    private static Node node(boolean cordoned, String manager, Map<String, String> annotations) {
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
                .withUnschedulable(cordoned ? true : null)
                .endSpec()
                .build();
    }
}
