package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportedTest {
    private static final long SECOND = 1_000_000_000;
    private final Reported reported = new Reported();

    private static Task task(int pid, long startTicks) {
        return new Task(pid, pid, "die", "die", 0, 1, startTicks, CgroupKey.UNKNOWN, null, null, List.of());
    }

    @Test
    void passesADeathOnce() {
        // Given
        reported.isNew(task(7, 100), 0);

        // When
        boolean again = reported.isNew(task(7, 100), 60 * SECOND);

        // Then
        assertThat(again).isFalse();
    }

    @Test
    void holdsBackASecondThreadOfAProcessThatWasReapedMeanwhile() {
        // Given
        reported.isNew(task(7, 100), 0);

        // When
        boolean again = reported.isNew(task(7, 205), SECOND / 1000);

        // Then
        assertThat(again).isFalse();
    }

    @Test
    void passesTheNextProcessOfTheSamePid() {
        // Given
        reported.isNew(task(7, 100), 0);

        // When
        boolean next = reported.isNew(task(7, 300), 2 * SECOND);

        // Then
        assertThat(next).isTrue();
    }
}
