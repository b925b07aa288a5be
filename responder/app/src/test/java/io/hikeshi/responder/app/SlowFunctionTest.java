package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.sensor.channel.RetryLater;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowFunctionTest {
    @TempDir
    Path folder;

    @Test
    void leavesWorkersToOtherActions() throws Exception {
        // Given
        var world = new World(folder);
        world.consider(Deaths.crash(42, Deaths.AT, Deaths.WEB), 1);
        var annotate = world.streams.requested().get(0);
        var page = world.streams.requested().get(1);
        var reached = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        var dispatcher = world.dispatcher((request, attempt) -> {
            if (request.getId().equals(annotate.event().getId())) {
                reached.countDown();
                await(answer);
            }
            return world.functions.send(request, attempt);
        });
        var slow = CompletableFuture.runAsync(() -> dispatcher.dispatch(World.delivered(annotate, 1)));
        await(reached);

        // When
        dispatcher.dispatch(World.delivered(page, 1));

        // Then
        assertThat(world.streams.outcomes()).hasSize(1);
        assertThatThrownBy(() -> dispatcher.dispatch(World.delivered(annotate, 2)))
                .isInstanceOf(RetryLater.class)
                .hasMessage("annotate-pod has enough to do");
        answer.countDown();
        slow.get(10, TimeUnit.SECONDS);
        assertThat(world.streams.outcomes()).hasSize(2);
    }

    /** Two pages of one incident: what the later one says is to stay. */
    @Test
    void letsTheNextRequestForTheSameTargetWait() {
        // Given
        var world = new World(folder);
        world.consider(Deaths.crash(42, Deaths.AT, Deaths.WEB), 1);
        var page = world.streams.requested().get(1);
        var dispatchers = new ArrayList<Dispatcher>();
        Functions whileAsked = (request, attempt) -> {
            assertThatThrownBy(() -> dispatchers.get(0).dispatch(World.delivered(page, 2)))
                    .isInstanceOf(RetryLater.class)
                    .hasMessage("one before it is under way");
            return world.functions.send(request, attempt);
        };
        dispatchers.add(world.dispatcher(whileAsked, ActionRequest.Mode.APPLY, 2));

        // When
        dispatchers.get(0).dispatch(World.delivered(page, 1));

        // Then
        assertThat(world.streams.outcomes()).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
