package io.hikeshi.functions.deletepods;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.functions.Doomed;
import io.hikeshi.functions.Lab;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeletePodsIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @Test
    void movesAStatefulSetOfAFencedNodeAfterItsPodWasSaidToHaveFailed() {
        // Given
        try (var node = new Doomed(LAB, "fenced")) {
            node.apply(Doomed.workload("StatefulSet", "db"));
            node.apply(Doomed.workload("DaemonSet", "logs"));
            node.apply(Doomed.job(
                    "careful",
                    "podFailurePolicy: {rules: [{action: Ignore, onPodConditions:"
                            + " [{type: DisruptionTarget, status: \"True\"}]}]}"));
            node.die(3);
            var request = node.request("delete-pods", Confirm.FENCED);

            // When
            var done = delete().act(first(request));
            var again = delete().act(again(request));

            // Then
            assertThat(done.status()).as(done.detail()).isEqualTo(Status.DONE);
            assertThat(done.detail()).startsWith("deleted 2 pods: ").contains("is of a DaemonSet");
            node.awaitOnSpare("db-0");
            node.awaitOnSpare("careful");
            assertThat(node.pod("logs").getStatus().getPhase()).isEqualTo("Running");
            assertThat(LAB.audited(first(request)))
                    .filteredOn(record -> record.name().equals("db-0"))
                    .extracting(record -> record.verb() + " " + record.subresource())
                    .containsExactly("patch status", "delete ");
            assertThat(again.status()).as(again.detail()).isIn(Status.SKIPPED, Status.ALREADY_DONE);
        }
    }

    @Test
    void leavesEveryPodOfANodeThatIsNotFenced() {
        // Given
        try (var node = new Doomed(LAB, "unfenced")) {
            node.apply(Doomed.pod("web", "", ""));
            node.die(1);

            // When
            var result = delete().act(first(node.request("delete-pods", Confirm.NODE_DEAD)));

            // Then
            assertThat(result.status()).isEqualTo(Status.SKIPPED);
            assertThat(result.detail()).contains("delete-pods needs confirm: fenced");
            assertThat(node.pod("web").getStatus().getPhase()).isEqualTo("Running");
        }
    }

    @Test
    void showsByDryRunsWhatItWouldDelete() {
        // Given
        try (var node = new Doomed(LAB, "shown-away")) {
            node.apply(Doomed.pod("web", "", ""));
            node.die(1);

            // When
            var result = delete().act(first(shown(node.request("delete-pods", Confirm.FENCED))));

            // Then
            assertThat(result.detail()).isEqualTo("would delete 1 pod: shown-away/web");
            assertThat(node.pod("web").getStatus().getPhase()).isEqualTo("Running");
        }
    }

    @Test
    void letsAThiefOfItsTokenDeleteNoPodThatRuns() {
        // Given
        LAB.pod("shop", "wanted");
        try (var thief = LAB.thief("delete-pods")) {
            // When
            var deleting = assertThatThrownBy(
                    () -> thief.pods().inNamespace("shop").withName("wanted").delete());

            // Then
            deleting.hasMessageContaining("Hikeshi deletes only pods of which it said that they failed");
        }
    }

    private static DeletePods delete() {
        return new DeletePods(LAB.deadNodes("delete-pods"));
    }
}
