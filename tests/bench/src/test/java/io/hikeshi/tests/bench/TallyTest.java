package io.hikeshi.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final long MICRO = 1_000;
    private static final Worker FIRST = new Worker(7, "w00000", 0, 0, 100 * MICRO, 200 * MICRO);
    private static final Worker SAME_PID_LATER = new Worker(7, "w00001", 1, 0, 900 * MICRO, 950 * MICRO);

    @Test
    void countsWhatWasSeenNamedAndPlaced() {
        // Given
        var workers = List.of(FIRST, SAME_PID_LATER);
        var sightings = List.of(seen("a", 7, "w00000", "/pod0", 150), seen("b", 7, "w00001", "/wrong", 1_000));

        // When
        var tally = tally(workers, sightings);

        // Then
        assertThat(tally.detected()).isEqualTo(2);
        assertThat(tally.rightComm()).isEqualTo(2);
        assertThat(tally.rightCgroup()).isEqualTo(1);
        assertThat(tally.latency().most()).isEqualTo(100);
        assertThat(tally.latency().least()).isEqualTo(50);
    }

    @Test
    void givesANamelessSightingToTheWorkerThatDiedLastBeforeIt() {
        // When
        var tally = tally(List.of(FIRST, SAME_PID_LATER), List.of(seen("a", 7, "", "/pod1", 910)));

        // Then
        assertThat(tally.detected()).isEqualTo(1);
        assertThat(tally.rightComm()).isZero();
        assertThat(tally.rightCgroup()).isEqualTo(1);
    }

    @Test
    void doesNotTakeASightingFromBeforeTheDeath() {
        assertThat(tally(List.of(SAME_PID_LATER), List.of(seen("a", 7, "", "/pod1", 800)))
                        .detected())
                .isZero();
    }

    @Test
    void tellsDuplicatesFromStrangers() {
        // Given
        var again = seen("a", 7, "w00000", "/pod0", 160);
        var stranger = seen("c", 8, "bash", "/", 170);

        // When
        var tally = tally(List.of(FIRST), List.of(seen("a", 7, "w00000", "/pod0", 150), again, stranger));

        // Then
        assertThat(tally.duplicates()).isEqualTo(1);
        assertThat(tally.strangers()).isEqualTo(1);
    }

    private static Tally tally(List<Worker> workers, List<Sighting> sightings) {
        return Tally.of(workers, sightings, pod -> "/pod" + pod);
    }

    private static Sighting seen(String id, int pid, String comm, String cgroup, long micros) {
        return new Sighting(id, pid, comm, cgroup, 1, micros * MICRO);
    }
}
