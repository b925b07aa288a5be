package io.hikeshi.functions.taintnode;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.Lab;
import io.hikeshi.functions.Requests;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaintNodeIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

    @Test
    void declaresAFencedNodeOutOfServiceOnce() {
        // Given
        LAB.node("off", "boot-1", "Unknown");
        var request = request("off");

        // When
        var done = taint().act(first(request));
        var again = taint().act(again(request));

        // Then
        assertThat(done.status()).as(done.detail()).isEqualTo(Status.DONE);
        assertThat(again.status()).isEqualTo(Status.ALREADY_DONE);
        assertThat(node("off").getSpec().getTaints())
                .filteredOn(taint -> taint.getKey().equals(OUT_OF_SERVICE))
                .singleElement()
                .satisfies(taint -> {
                    assertThat(taint.getValue()).isEqualTo("nodeshutdown");
                    assertThat(taint.getEffect()).isEqualTo("NoExecute");
                });
        assertThat(node("off").getMetadata().getAnnotations())
                .containsEntry("hikeshi.io/tainted-boot", "boot-1")
                .containsEntry("hikeshi.io/tainted-by", "i-off");
        assertThat(LAB.eventsOf(request)).hasSize(1);
    }

    @Test
    void waitsUntilTheNodeIsNotReadyAndShowsThatItWould() {
        // Given
        LAB.node("on", "boot-1", "True");

        // When
        var tainting = assertThatThrownBy(() -> taint().act(first(request("on"))));
        var showing = taint().act(first(shown(request("on"))));

        // Then
        tainting.isInstanceOf(TryAgain.class).hasMessage("node on is Ready yet");
        assertThat(showing.status()).isEqualTo(Status.SHOWN);
        assertThat(showing.detail()).isEqualTo("would come again: node on is Ready yet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"spec\":{\"taints\":[{\"key\":\"mine\",\"effect\":\"NoExecute\"}]}}",
                "{\"spec\":{\"taints\":[{\"key\":\"node.kubernetes.io/out-of-service\",\"effect\":\"NoSchedule\"}]}}",
                "{\"spec\":{\"unschedulable\":true}}",
                "{\"metadata\":{\"annotations\":{\"hikeshi.io/fenced\":\"boot-1\"}}}",
                "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"
            })
    void letsAThiefOfItsTokenChangeNothingElseOfANode(String patch) {
        // Given
        var name = "thief-" + Integer.toHexString(patch.hashCode());
        LAB.node(name, "boot-1", "Unknown");
        try (var thief = LAB.thief("taint-node")) {
            // When
            var patching = assertThatThrownBy(() -> thief.nodes().withName(name).patch(patch));

            // Then
            patching.hasMessageContaining("hikeshi-only-own-fields");
        }
    }

    @Test
    void letsAThiefOfItsTokenTaintNoNodeThatIsReady() {
        // Given
        LAB.node("healthy", "boot-1", "True");
        try (var thief = LAB.thief("taint-node")) {
            // When
            var tainting = assertThatThrownBy(() -> thief.nodes()
                    .withName("healthy")
                    .patch("{\"spec\":{\"taints\":[{\"key\":\"node.kubernetes.io/out-of-service\","
                            + "\"value\":\"nodeshutdown\",\"effect\":\"NoExecute\"}]}}"));

            // Then
            tainting.hasMessageContaining("hikeshi-only-own-fields");
        }
    }

    private static ActionRequest request(String node) {
        return Requests.panicked("i-" + node, "taint-node", node, "boot-1", Confirm.FENCED);
    }

    private static TaintNode taint() {
        return new TaintNode(LAB.patch("taint-node"));
    }

    private static Node node(String name) {
        return LAB.admin().nodes().withName(name).get();
    }
}
