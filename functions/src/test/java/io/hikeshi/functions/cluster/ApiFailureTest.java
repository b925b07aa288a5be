package io.hikeshi.functions.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.functions.TryAgain;
import io.hikeshi.responder.action.Outcome.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiFailureTest {
    @Test
    void comesAgainForAVerbThatMayYetBeGrantedAndNamesIt() {
        // Given
        var said = "nodes \"n1\" is forbidden: User \"system:serviceaccount:hikeshi:cordon-node\" cannot patch resource"
                + " \"nodes\" in API group \"\" at the cluster scope";

        // When
        var failure = ApiFailure.of("patch /api/v1/nodes/n1", 403, said, null);

        // Then
        assertThat(failure)
                .isInstanceOf(TryAgain.class)
                .hasMessageContainingAll("hikeshi:cordon-node", "cannot patch resource \"nodes\"", "grant this verb");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 422})
    void failsForGoodWhereAnAdmissionPolicyRefuses(int status) {
        // Given
        var said = "nodes \"n1\" is forbidden: ValidatingAdmissionPolicy 'hikeshi-only-own-fields' with binding"
                + " 'hikeshi-only-own-fields' denied request: may not change a spec";

        // When
        var failure = ApiFailure.of("patch /api/v1/nodes/n1", status, said, null);

        // Then
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ApiFailure.class,
                        refused -> assertThat(refused.result().status()).isEqualTo(Status.FAILED));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 500, 503})
    void comesAgainWhenTheServerSaysItMay(int status) {
        // When
        var failure = ApiFailure.of("get /api/v1/nodes/n1", status, "not now", "7");

        // Then
        assertThat(failure)
                .isInstanceOfSatisfying(
                        TryAgain.class, again -> assertThat(again.after()).isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void skipsWhatIsGone() {
        // When
        var failure = ApiFailure.of("get /api/v1/nodes/n1", 404, "nodes \"n1\" not found", null);

        // Then
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ApiFailure.class,
                        gone -> assertThat(gone.result().status()).isEqualTo(Status.SKIPPED));
    }
}
