package io.hikeshi.sensor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.sensor.event.NodeEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
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
    void letsAPanicOvertakeEveryDeadProcess() throws Exception {
        // Given
        var pipeline = pipeline(8192);
        channel.goAway();
        IntStream.rangeClosed(1, 8192).mapToObj(Deaths::ofPid).forEach(kernel::die);
        var reading = start(pipeline, kernel);
        Awaitility.await().until(() -> pipeline.counts().seenOfAllKinds() == 8192);
        var netconsole = new FakeKernel();
        netconsole.die(Panics.early("node-1"));

        // When
        var hearing = start(pipeline, netconsole);

        // Then
        var panic = Panics.early("node-1").id();
        Awaitility.await("the panic to be sent").until(() -> channel.ids().contains(panic));
        assertThat(pipeline.counts().waiting()).isPositive();
        channel.comeBack();
        assertThat(pipeline.stop(PATIENCE)).isTrue();
        CompletableFuture.allOf(reading, hearing).join();
    }

    @Test
    void neverSendsMoreLongTextsThanItsMemoryBearsBeforeTheyAreStored() throws Exception {
        // Given
        var pipeline = pipeline(16);
        channel.goAway();
        for (int i = 0; i < 1000; i++) kernel.die(Panics.report("node-" + i));

        // When
        var reading = start(pipeline, kernel);

        // Then
        Awaitility.await().until(() -> pipeline.counts().seenOfAllKinds() == 1000);
        assertThat(channel.sent()).hasSizeLessThan(100);
        assertThat(pipeline.counts().queueDrops()).isGreaterThan(800);
        channel.comeBack();
        assertThat(pipeline.stop(PATIENCE)).isTrue();
        reading.join();
    }

    @Test
    void tellsASourceWhichOfItsEventsAreStored() throws Exception {
        // Given
        var pipeline = pipeline(16);
        channel.refuse(new IllegalStateException("the buffer is full"));
        kernel.die(Deaths.ofPid(7));
        runToTheEnd(pipeline);
        channel.accept();
        var other = new FakeKernel();
        other.die(Deaths.ofPid(8));

        // When
        runToTheEnd(pipeline(16), other);

        // Then
        assertThat(kernel.stored()).isEmpty();
        assertThat(other.stored()).containsExactly(Deaths.ofPid(8).id());
    }

    @Test
    void goesOnWithTheOtherSourcesWhenOneFails() throws Exception {
        // Given
        var pipeline = pipeline(16);
        var broken = new FakeKernel();
        broken.fail();

        // When
        assertThatThrownBy(() -> pipeline.read(broken)).hasMessage("broken");
        kernel.die(Deaths.ofPid(7));
        runToTheEnd(pipeline);

        // Then
        assertThat(channel.ids()).containsExactly(Deaths.ofPid(7).id());
    }

    @Test
    void isNotStoppedUntilAllIsStored() throws Exception {
        // Given
        var pipeline = pipeline(16);
        channel.goAway();
        kernel.die(Deaths.ofPid(7));
        var running = start(pipeline, kernel);
        Awaitility.await().until(() -> pipeline.counts().seenOfAllKinds() == 1);

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
        var pipeline = new Pipeline(16, new PodIndex(Duration.ZERO), outbound -> {
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
        var pipeline = new Pipeline(16, new PodIndex(Duration.ZERO), outbound -> {
            throw new NoClassDefFoundError("gone");
        });
        kernel.die(Deaths.ofPid(7));

        // When, Then
        assertThatThrownBy(() -> pipeline.read(kernel)).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        Awaitility.await().until(() -> !pipeline.isPublishing());
    }

    @Test
    void dropsAndCountsWhatAFullQueueCannotTakeAndKeepsTheOldest() {
        // Given
        var queue = new EventQueue(2);

        // When
        List.of(1, 2, 3, 4, 5).forEach(pid -> queue.offer(new EventQueue.Waiting(Deaths.ofPid(pid), kernel, 0)));

        // Then
        assertThat(queue.drops()).isEqualTo(3);
        assertThat(queue.size()).isEqualTo(2);
    }

    private Pipeline pipeline(int capacity) {
        return new Pipeline(capacity, new PodIndex(Duration.ZERO), channel::send);
    }

    private void runToTheEnd(Pipeline pipeline) throws Exception {
        runToTheEnd(pipeline, kernel);
    }

    private static void runToTheEnd(Pipeline pipeline, FakeKernel source) throws Exception {
        source.close();
        pipeline.read(source);
        assertThat(pipeline.stop(PATIENCE)).isTrue();
    }

    private static CompletableFuture<Void> start(Pipeline pipeline, FakeKernel source) {
        return CompletableFuture.runAsync(() -> {
            try {
                pipeline.read(source);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
