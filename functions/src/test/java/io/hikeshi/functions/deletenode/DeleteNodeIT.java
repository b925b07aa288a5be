package io.hikeshi.functions.deletenode;

import static io.hikeshi.functions.Requests.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.functions.Lab;
import io.hikeshi.functions.Requests;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeleteNodeIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @Test
    void deletesAFencedNodeOnceItsPodsAreSaidToHaveFailed() {
        // Given
        LAB.node("scrapped", "boot-1", "Unknown");
        LAB.pod("shop", "aboard", "scrapped");
        var request = request("scrapped", "boot-1");

        // When
        var result = delete().act(first(request));

        // Then
        assertThat(result.status()).as(result.detail()).isEqualTo(Status.DONE);
        assertThat(result.detail()).isEqualTo("deleted node scrapped; failed 1 pod: shop/aboard");
        assertThat(LAB.admin().nodes().withName("scrapped").get()).isNull();
    }

    @Test
    void keepsANodeOfAnotherBootAndOneThatOthersPodsNeed() {
        // Given
        LAB.node("returned", "boot-2", "Unknown");
        LAB.node("shared", "boot-1", "Unknown");
        LAB.pod("shop", "guest", "shared");
        LAB.admin().pods().inNamespace("shop").withName("guest").edit(pod -> {
            pod.getMetadata().setLabels(Map.of("hikeshi.io/ignore", "true"));
            return pod;
        });

        // When
        var returned = delete().act(first(request("returned", "boot-1")));
        var shared = delete().act(first(request("shared", "boot-1")));

        // Then
        assertThat(returned.status()).isEqualTo(Status.SKIPPED);
        assertThat(returned.detail()).contains("rebooted");
        assertThat(shared.status()).isEqualTo(Status.SKIPPED);
        assertThat(shared.detail()).startsWith("kept node shared for pods whose owners opted out");
        assertThat(LAB.admin().nodes().withName("returned").get()).isNotNull();
        assertThat(LAB.admin().nodes().withName("shared").get()).isNotNull();
    }

    @Test
    void waitsForANodeThatIsReadyAndSoDoesItsPolicy() {
        // Given
        LAB.node("ready", "boot-1", "True");
        try (var thief = LAB.thief("delete-node")) {
            // When
            var deleting = assertThatThrownBy(() -> delete().act(first(request("ready", "boot-1"))));
            var stealing =
                    assertThatThrownBy(() -> thief.nodes().withName("ready").delete());

            // Then
            deleting.isInstanceOf(TryAgain.class).hasMessageContaining("is Ready yet");
            stealing.hasMessageContaining("Hikeshi deletes only nodes that are not Ready");
        }
    }

    private static ActionRequest request(String node, String boot) {
        return Requests.panicked("i-" + node, "delete-node", node, boot, Confirm.FENCED);
    }

    private static DeleteNode delete() {
        return new DeleteNode(LAB.deadNodes("delete-node"));
    }
}
