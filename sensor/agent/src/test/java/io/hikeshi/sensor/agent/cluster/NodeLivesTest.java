package io.hikeshi.sensor.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.NodeLost;
import io.hikeshi.sensor.event.NodeRebooted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLivesTest {
    /** A node whose own clock is years behind: only its change counts. */
    private static final Instant RENEWED = Instant.parse("2001-01-01T00:00:00Z");

    @TempDir
    Path state;

    private NodeLives lives;
    private NodeMemory memory;

    @BeforeEach
    void start() throws IOException {
        memory = NodeMemory.in(state);
        lives = new NodeLives("test", memory);
    }

    @Test
    void losesANodeOnceWhenItsLeaseWasNotRenewedForItsDurationByOurClock() {
        // Given
        look(0, "boot-1", "True", RENEWED);
        var inTime = look(39, "boot-1", "True", RENEWED);

        // When
        var late = look(40, "boot-1", "True", RENEWED);
        var again = look(43, "boot-1", "Unknown", RENEWED);

        // Then
        assertThat(inTime).isEmpty();
        assertThat(late).singleElement().isInstanceOfSatisfying(NodeLost.class, lost -> {
            assertThat(lost.origin().bootId()).isEqualTo("boot-1");
            assertThat(lost.renewedAt()).isEqualTo(RENEWED);
            assertThat(lost.leaseSeconds()).isEqualTo(40);
        });
        assertThat(again).isEmpty();
    }

    @Test
    void losesANodeSoonerThatTheControlPlaneDoubtsToo() {
        // Given
        look(0, "boot-1", "True", RENEWED);
        var early = look(19, "boot-1", "Unknown", RENEWED);

        // When
        var lost = look(20, "boot-1", "Unknown", RENEWED);

        // Then
        assertThat(early).isEmpty();
        assertThat(lost).singleElement().isInstanceOf(NodeLost.class);
    }

    @Test
    void doesNotLoseANodeThatSaysOfItselfThatItIsNotReady() {
        // Given
        look(0, "boot-1", "False", RENEWED);

        // When
        var found = look(30, "boot-1", "False", RENEWED);

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void doesNotLoseANodeThatIsBackWhileTheControlPlaneStillDoubts() {
        // Given
        look(0, "boot-1", "Unknown", RENEWED);
        look(15, "boot-1", "Unknown", RENEWED.plusSeconds(500));

        // When
        var found = look(30, "boot-1", "Unknown", RENEWED.plusSeconds(500));

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void givesEveryNodeItsTimeAgainAfterAnOutageOfTheApiServer() {
        // Given
        look(0, "boot-1", "True", RENEWED);
        lives.restartClocks();

        // When
        var back = look(60, "boot-1", "True", RENEWED);
        var late = look(100, "boot-1", "True", RENEWED);

        // Then
        assertThat(back).isEmpty();
        assertThat(late).hasSize(1);
    }

    @Test
    void losesANodeAgainAfterItWasHeardOfAgain() {
        // Given
        look(0, "boot-1", "True", RENEWED);
        look(40, "boot-1", "True", RENEWED);
        look(50, "boot-1", "True", RENEWED.plusSeconds(50));

        // When
        var lost = look(90, "boot-1", "True", RENEWED.plusSeconds(50));

        // Then
        assertThat(lost).hasSize(1);
    }

    @Test
    void tellsOfANewBootOnceAndNamesTheOneBefore() {
        // Given
        var first = look(0, "boot-1", "True", RENEWED);

        // When
        var rebooted = look(3, "boot-2", "True", RENEWED);
        var again = look(6, "boot-2", "True", RENEWED);

        // Then
        assertThat(first).isEmpty();
        assertThat(rebooted).singleElement().isInstanceOfSatisfying(NodeRebooted.class, event -> {
            assertThat(event.origin().bootId()).isEqualTo("boot-2");
            assertThat(event.previousBootId()).isEqualTo("boot-1");
        });
        assertThat(again).isEmpty();
    }

    @Test
    void noticesAfterItsOwnRestartThatANodeRebootedMeanwhile() throws IOException {
        // Given
        look(0, "boot-1", "True", RENEWED);
        memory.save();

        // When
        restart();
        var found = look(0, "boot-2", "True", RENEWED);

        // Then
        assertThat(found).singleElement().isInstanceOf(NodeRebooted.class);
    }

    @Test
    void tellsAgainAfterItsOwnRestartWhatTheStreamNeverStoredAndNothingElse() throws IOException {
        // Given
        look(0, "boot-1", "True", RENEWED);
        var rebooted = look(3, "boot-2", "True", RENEWED);
        memory.save();
        restart();
        var told = look(0, "boot-2", "True", RENEWED);
        told.forEach(lives::stored);
        memory.save();

        // When
        restart();
        var afterwards = look(0, "boot-2", "True", RENEWED);

        // Then
        assertThat(told)
                .extracting(NodeEvent::id)
                .containsExactly(rebooted.get(0).id());
        assertThat(afterwards).isEmpty();
    }

    @Test
    void remembersOverItsOwnRestartWhichNodesWereLost() throws IOException {
        // Given
        look(0, "boot-1", "True", RENEWED);
        look(40, "boot-1", "True", RENEWED).forEach(lives::stored);
        memory.save();

        // When
        restart();
        look(0, "boot-1", "Unknown", RENEWED);
        var found = look(50, "boot-1", "Unknown", RENEWED);

        // Then
        assertThat(found).isEmpty();
    }

    private void restart() throws IOException {
        memory = NodeMemory.in(state);
        lives = new NodeLives("test", memory);
    }

    private List<NodeEvent> look(int seconds, String bootId, String ready, Instant renewed) {
        var node = new KnownNode("node-1", bootId, Set.of("192.0.2.7"), null, ready, "");
        var leases = Map.of("node-1", new NodeLease(renewed, 40));
        long nanos = Duration.ofSeconds(seconds).toNanos();
        return lives.look(List.of(node), leases, nanos, Instant.EPOCH.plusSeconds(seconds));
    }
}
