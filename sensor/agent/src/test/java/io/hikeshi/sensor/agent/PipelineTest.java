package io.hikeshi.sensor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.sensor.event.NodeEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PipelineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeKernel kernel = new FakeKernel();
    private final FakeChannel channel = new FakeChannel();

    @Test
    void publishesEveryDeathInTheOrderOfItsReading() throws Exception {
        // Given
        var pipeline = pipeline(4096);
        var deaths = IntStream.rangeClosed(1, 3000).mapToObj(Deaths::ofPid).toList();
        deaths.forEach(kernel::die);

        // When
        runToTheEnd(pipeline);

        // Then
        assertThat(channel.ids()).isEqualTo(deaths.stream().map(NodeEvent::id).toList());
        assertThat(pipeline.counts().published()).isEqualTo(3000);
        assertThat(pipeline.counts().drops()).isZero();
    }

    @Test
    void namesClusterKindAndNodeInTheSubjectOneTokenEach() throws Exception {
        // Given
        kernel.die(Deaths.ofPid(7));

        // When
        runToTheEnd(pipeline(16));

        // Then
        assertThat(channel.sent())
                .singleElement()
                .satisfies(outbound -> assertThat(outbound.subject())
                        .isEqualTo("hikeshi.event.test.process_crashed.node-1_example_com"));
    }

    @Test
    void isNotStoppedUntilAllIsStored() throws Exception {
        // Given
        var pipeline = pipeline(16);
        channel.goAway();
        kernel.die(Deaths.ofPid(7));
        var running = start(pipeline);

        // When
        boolean stoppedWhileAway = pipeline.stop(Duration.ofMillis(300));
        channel.comeBack();

        // Then
        assertThat(stoppedWhileAway).isFalse();
        assertThat(pipeline.stop(PATIENCE)).isTrue();
        assertThat(pipeline.counts().published()).isEqualTo(1);
        running.join();
    }

    @Test
    void countsWhatTheChannelRefusesAndGoesOn() throws Exception {
        // Given
        var pipeline = pipeline(16);
        channel.refuse(new IllegalStateException("the buffer is full"));
        kernel.die(Deaths.ofPid(7));
        kernel.die(Deaths.ofPid(8));

        // When
        runToTheEnd(pipeline);

        // Then
        assertThat(pipeline.counts().channelDrops()).isEqualTo(2);
        assertThat(pipeline.counts().published()).isZero();
        assertThat(channel.sent()).hasSize(2);
    }

    @Test
    void outlivesAChannelThatThrows() throws Exception {
        // Given
        var pipeline = new Pipeline(kernel, 16, new PodIndex(Duration.ZERO), outbound -> {
            throw new IllegalStateException("closed");
        });
        kernel.die(Deaths.ofPid(7));
        kernel.die(Deaths.ofPid(8));

        // When
        runToTheEnd(pipeline);

        // Then
        assertThat(pipeline.counts().channelDrops()).isEqualTo(2);
    }

    @Test
    void publishesADeathWithoutItsPodIfThatCannotBeFoundOut() throws Exception {
        // Given
        var pipeline = new Pipeline(
                kernel,
                16,
                (event, readAt) -> {
                    throw new IllegalStateException("no such pod");
                },
                channel::send);
        kernel.die(Deaths.ofPid(7));
        kernel.die(Deaths.ofPid(8));

        // When
        runToTheEnd(pipeline);

        // Then
        assertThat(channel.ids())
                .containsExactly(Deaths.ofPid(7).id(), Deaths.ofPid(8).id());
    }

    @Test
    void endsReadingWhenNothingCanBePublishedAnyMore() {
        // Given
        var pipeline = new Pipeline(kernel, 16, new PodIndex(Duration.ZERO), outbound -> {
            throw new NoClassDefFoundError("gone");
        });
        kernel.die(Deaths.ofPid(7));

        // When, Then
        assertThatThrownBy(pipeline::run).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(pipeline.isRunning()).isFalse();
    }

    @Test
    void dropsAndCountsWhatAFullQueueCannotTakeAndKeepsTheOldest() {
        // Given
        var queue = new DeathQueue(2);

        // When
        List.of(1, 2, 3, 4, 5).forEach(pid -> queue.offer(Deaths.ofPid(pid), 0));

        // Then
        assertThat(queue.drops()).isEqualTo(3);
        assertThat(queue.size()).isEqualTo(2);
    }

    private Pipeline pipeline(int capacity) {
        return new Pipeline(kernel, capacity, new PodIndex(Duration.ZERO), channel::send);
    }

    private void runToTheEnd(Pipeline pipeline) throws Exception {
        kernel.close();
        pipeline.run();
    }

    private static CompletableFuture<Void> start(Pipeline pipeline) {
        return CompletableFuture.runAsync(() -> {
            try {
                pipeline.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
