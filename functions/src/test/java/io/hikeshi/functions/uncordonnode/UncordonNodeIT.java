package io.hikeshi.functions.uncordonnode;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.nextRound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Lab;
import io.hikeshi.functions.Requests;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.functions.cordonnode.Cordoning;
import io.hikeshi.functions.taintnode.Tainting;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UncordonNodeIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @Test
    void givesANodeBackOnceItIsReadyInAnotherBoot() {
        // Given
        LAB.node("panicked", "boot-1", "Unknown");
        hold("panicked", "i-panicked");
        taint("panicked", "i-panicked");
        var request = request("node.rebooted", "i-panicked", "panicked");
        assertThatThrownBy(() -> uncordon().act(first(request))).isInstanceOf(TryAgain.class);
        LAB.boot("panicked", "boot-2", "True");

        // When
        var done = uncordon().act(again(request));

        // Then
        assertThat(done.status()).as(done.detail()).isEqualTo(Status.DONE);
        assertThat(node("panicked").getSpec().getUnschedulable()).isNull();
        assertThat(node("panicked").getSpec().getTaints())
                .noneMatch(taint -> taint.getKey().equals("node.kubernetes.io/out-of-service"));
        assertThat(node("panicked").getMetadata().getAnnotations())
                .containsEntry("hikeshi.io/cordon-released", "i-panicked")
                .doesNotContainKeys(
                        "hikeshi.io/cordoned-by",
                        "hikeshi.io/cordon-prior",
                        "hikeshi.io/boot-id",
                        "hikeshi.io/tainted-boot",
                        "hikeshi.io/tainted-by");
    }

    @Test
    void leavesTheHoldOfAnotherIncident() {
        // Given
        LAB.node("twice-held", "boot-1", "True");
        hold("twice-held", "i-one");
        hold("twice-held", "i-two");

        // When
        var one = uncordon().act(first(request("node.rebooted", "i-one", "twice-held")));

        // Then
        assertThat(one.status()).as(one.detail()).isEqualTo(Status.DONE);
        assertThat(node("twice-held").getSpec().getUnschedulable()).isTrue();
        assertThat(node("twice-held").getMetadata().getAnnotations()).containsEntry("hikeshi.io/cordoned-by", "i-two");
    }

    @Test
    void leavesWhatAPersonCordonedWhileWeHeldIt() {
        // Given
        LAB.node("wanted-off", "boot-1", "True");
        hold("wanted-off", "i-off");
        LAB.changeNode("wanted-off", "{\"spec\":{\"unschedulable\":null}}");
        LAB.changeNode("wanted-off", "{\"spec\":{\"unschedulable\":true}}");

        // When
        uncordon().act(first(request("node.rebooted", "i-off", "wanted-off")));

        // Then
        assertThat(node("wanted-off").getSpec().getUnschedulable()).isTrue();
        assertThat(node("wanted-off").getMetadata().getAnnotations()).doesNotContainKey("hikeshi.io/cordoned-by");
    }

    @Test
    void givesANodeBackAtOnceWhosePanicWasForgedAndKeepsALateCordonAway() {
        // Given
        LAB.node("slandered", "boot-1", "True");
        hold("slandered", "i-forged");

        // When
        var released = uncordon().act(first(request("kernel.panic.disproved", "i-forged", "slandered")));
        var late = Cordoning.with(LAB.patch("cordon-node"))
                .act(first(
                        nextRound(Requests.panicked("i-forged", "cordon-node", "slandered", "boot-1", Confirm.NONE))));

        // Then
        assertThat(released.status()).as(released.detail()).isEqualTo(Status.DONE);
        assertThat(late.status()).isEqualTo(Status.SKIPPED);
        assertThat(node("slandered").getSpec().getUnschedulable()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"spec\":{\"unschedulable\":null}}",
                "{\"spec\":{\"taints\":null}}",
                "{\"metadata\":{\"annotations\":{\"hikeshi.io/fenced\":\"boot-1\"}}}",
                "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"
            })
    void letsAThiefOfItsTokenGiveBackNothingThatIsNotOurs(String patch) {
        // Given
        var name = "guarded-" + Integer.toHexString(patch.hashCode());
        LAB.node(name, "boot-1", "True");
        LAB.changeNode(
                name, "{\"spec\":{\"unschedulable\":true,\"taints\":[{\"key\":\"gpu\",\"effect\":\"NoSchedule\"}]}}");
        try (var thief = LAB.thief("uncordon-node")) {
            // When
            var patching = assertThatThrownBy(() -> thief.nodes().withName(name).patch(patch));

            // Then
            patching.hasMessageContaining("hikeshi-only-own-fields");
        }
    }

    private static Result hold(String node, String incident) {
        return Cordoning.with(LAB.patch("cordon-node"))
                .act(first(Requests.panicked(incident, "cordon-node", node, "boot-1", Confirm.NONE)));
    }

    private static Result taint(String node, String incident) {
        return Tainting.with(LAB.patch("taint-node"))
                .act(first(Requests.panicked(incident, "taint-node", node, "boot-1", Confirm.FENCED)));
    }

    private static ActionRequest request(String kind, String incident, String node) {
        return Requests.nodeEvent(kind, incident, "uncordon-node", node, "boot-1", Confirm.NONE);
    }

    private static Function uncordon() {
        return new UncordonNode(LAB.patch("uncordon-node"));
    }

    private static Node node(String name) {
        return LAB.admin().nodes().withName(name).get();
    }
}
