package io.hikeshi.functions.deadnode;

import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.functions.Requests;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome.Status;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final ActionRequest REQUEST =
            Requests.panicked("i-1", "fail-pods", "n1", "boot-1", Confirm.NODE_DEAD);

    private final Tally tally = new Tally();

    @Test
    void saysHowManyWereChangedAndWhyOthersWereLeft() {
        // Given
        add("web-1", PodFate.done());
        add("db-0", PodFate.spared(Spared.STATEFUL_SET.words()));

        // When
        var result = tally.result(first(REQUEST), "failed", "fail");

        // Then
        assertThat(result)
                .isEqualTo(Result.done("failed 1 pod: shop/web-1; "
                        + "left 1 pod: shop/db-0 is of a StatefulSet: needs confirm: fenced"));
        assertThat(tally.hasLeft(Spared.STATEFUL_SET)).isTrue();
        assertThat(tally.hasLeft(Spared.OPTED_OUT)).isFalse();
    }

    @Test
    void namesTheFirstOfMany() {
        // Given
        IntStream.range(0, 500).forEach(i -> add("web-" + i, PodFate.done()));

        // When
        var result = tally.result(first(REQUEST), "failed", "fail");

        // Then
        assertThat(result.detail()).startsWith("failed 500 pods: shop/web-0, ").endsWith(", and 488 more");
    }

    @Test
    void isDoneBeforeIfNothingIsLeftToDo() {
        // Given
        add("web-1", PodFate.already());

        // When
        var result = tally.result(first(REQUEST), "failed", "fail");

        // Then
        assertThat(result.status()).isEqualTo(Status.ALREADY_DONE);
    }

    @Test
    void asksForAnotherDeliveryIfAPodIsLeftAndSaysHowFarItCame() {
        // Given
        add("web-1", PodFate.done());
        tally.retry(new TryAgain("the API server did not answer", Duration.ofSeconds(2)));

        // When
        var ending = assertThatThrownBy(() -> tally.result(first(REQUEST), "failed", "fail"));

        // Then
        ending.isInstanceOf(TryAgain.class).hasMessage("failed 1 pod: shop/web-1; the API server did not answer");
    }

    @Test
    void failsIfAPodMayNotBeChanged() {
        // Given
        add("web-1", PodFate.done());
        add("web-2", PodFate.refused("denied by a webhook"));

        // When
        var result = tally.result(first(REQUEST), "failed", "fail");

        // Then
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.detail()).contains("failed 1 pod", "could not change 1 pod: shop/web-2 denied by a webhook");
        assertThat(tally.isWhole()).isFalse();
    }

    @Test
    void saysWhatWasDoneBeforeTheNodeCameBack() {
        // Given
        add("web-1", PodFate.done());
        tally.stop(Result.skipped("node n1 rebooted"));

        // When
        var result = tally.result(first(REQUEST), "failed", "fail");

        // Then
        assertThat(result).isEqualTo(Result.done("node n1 rebooted; failed 1 pod: shop/web-1"));
        assertThat(tally.isWhole()).isFalse();
    }

    @Test
    void showsWhatItWouldDo() {
        // Given
        add("web-1", PodFate.done());

        // When
        var result = tally.result(first(shown(REQUEST)), "failed", "fail");

        // Then
        assertThat(result).isEqualTo(Result.shown("would fail 1 pod: shop/web-1"));
    }

    private void add(String pod, PodFate fate) {
        tally.add(Pods.running(pod).build(), fate);
    }
}
