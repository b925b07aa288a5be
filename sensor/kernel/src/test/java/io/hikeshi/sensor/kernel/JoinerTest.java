package io.hikeshi.sensor.kernel;

import static io.hikeshi.sensor.kernel.Deaths.SIGSEGV;
import static io.hikeshi.sensor.kernel.Deaths.delivered;
import static io.hikeshi.sensor.kernel.Deaths.ended;
import static io.hikeshi.sensor.kernel.Deaths.frame;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinerTest {
    private static final int SIGABRT = 6;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration SECOND = Duration.ofSeconds(2);
    private static final Duration END = Duration.ofSeconds(3);

    private final Joiner joiner = new Joiner();

    @Test
    void takesTheStackFromTheDeliveryAndTheTruthFromTheEnd() {
        // Given
        joiner.delivered(delivered(7, 8, SIGSEGV, FIRST));

        // When
        var death = joiner.ended(ended(7, SIGSEGV | 0x80, END)).orElseThrow();

        // Then
        assertThat(death.stack()).containsExactly(frame(FIRST));
        assertThat(death.task().threadComm()).isEqualTo("thread-8");
        assertThat(death.coreDumped()).isTrue();
        assertThat(death.monotonicNanos()).isEqualTo(END.toNanos());
    }

    @Test
    void reportsAnEndWithoutDeliveryAndNamesNoThread() {
        // When
        var death = joiner.ended(ended(7, SIGSEGV, END)).orElseThrow();

        // Then
        assertThat(death.stack()).isEmpty();
        assertThat(death.fault()).isNull();
        assertThat(death.task().tid()).isEqualTo(7);
        assertThat(death.task().threadComm()).isEqualTo("leader");
    }

    @Test
    void doesNotTakeADeliveryForADeath() {
        // Given
        joiner.delivered(delivered(1, 1, SIGABRT, FIRST));

        // When
        var death = joiner.ended(ended(1, 0x300, END)).orElseThrow();

        // Then
        assertThat(death.signal()).isZero();
        assertThat(death.stack()).isEmpty();
    }

    @Test
    void passesOverTheSignalThatPidOneSurvived() {
        // Given
        joiner.delivered(delivered(1, 1, SIGABRT, FIRST));
        joiner.delivered(delivered(1, 1, SIGSEGV, SECOND));

        // When
        var death = joiner.ended(ended(1, SIGSEGV, END)).orElseThrow();

        // Then
        assertThat(death.stack()).containsExactly(frame(SECOND));
    }

    @Test
    void takesTheLastOfDeliveriesToOneThread() {
        // Given
        joiner.delivered(delivered(1, 1, SIGSEGV, FIRST));
        joiner.delivered(delivered(1, 1, SIGSEGV, SECOND));

        // When
        var death = joiner.ended(ended(1, SIGSEGV, END)).orElseThrow();

        // Then
        assertThat(death.stack()).containsExactly(frame(SECOND));
    }

    @Test
    void takesTheFirstOfThreadsThatCrashTogether() {
        // Given
        joiner.delivered(delivered(7, 8, SIGSEGV, FIRST));
        joiner.delivered(delivered(7, 9, SIGSEGV, SECOND));

        // When
        var death = joiner.ended(ended(7, SIGSEGV, END)).orElseThrow();

        // Then
        assertThat(death.task().tid()).isEqualTo(8);
    }

    @Test
    void keepsTheThreadThatDecidedHoweverManyFollow() {
        // Given
        for (int tid = 8; tid < 108; tid++) joiner.delivered(delivered(7, tid, SIGSEGV, FIRST));

        // When
        var death = joiner.ended(ended(7, SIGSEGV, END)).orElseThrow();

        // Then
        assertThat(death.task().tid()).isEqualTo(8);
    }

    @Test
    void reportsAnEndOnceThoughTwoThreadsSawThemselvesLast() {
        // Given
        joiner.ended(ended(7, SIGSEGV, FIRST));

        // When
        var again = joiner.ended(ended(7, SIGSEGV, SECOND));

        // Then
        assertThat(again).isEmpty();
    }

    @Test
    void tellsProcessesOfOnePidApartByTheirStart() {
        // Given
        joiner.ended(ended(7, SIGSEGV, FIRST));
        var later = new Ended(Deaths.task(7, 7, 200, List.of()), SIGSEGV, false, SECOND.toNanos());

        // When
        var death = joiner.ended(later);

        // Then
        assertThat(death).isPresent();
    }

    @Test
    void takesABetterStackThatComesLater() {
        // Given
        joiner.delivered(delivered(7, 8, SIGSEGV, FIRST));
        joiner.placed(Deaths.task(7, 8), List.of(frame(SECOND)));

        // When
        var death = joiner.ended(ended(7, SIGSEGV, END)).orElseThrow();

        // Then
        assertThat(death.stack()).containsExactly(frame(SECOND));
    }

    @Test
    void fillsArgumentsInFromTheEnd() {
        // Given
        var fault = new Fault(SIGSEGV, 1, 0L);
        joiner.delivered(new Delivered(Deaths.task(7, 7, 100, List.of()), fault, List.of(), FIRST.toNanos()));

        // When
        var death = joiner.ended(ended(7, SIGSEGV, END)).orElseThrow();

        // Then
        assertThat(death.task().arguments()).containsExactly("program");
    }

    @Test
    void forgetsADeliveryThatNobodyDiedOfForTenMinutes() {
        // Given
        joiner.delivered(delivered(1, 1, SIGABRT, FIRST));

        // When
        joiner.delivered(delivered(2, 2, SIGABRT, FIRST.plusMinutes(11)));

        // Then
        assertThat(joiner.pending()).isEqualTo(1);
    }

    @Test
    void holdsABoundedNumberOfDeliveries() {
        // When
        for (int pid = 1; pid <= 10_000; pid++) joiner.delivered(delivered(pid, pid, SIGSEGV, FIRST));

        // Then
        assertThat(joiner.pending()).isEqualTo(512);
        assertThat(joiner.lostStacks()).isEqualTo(10_000 - 512);
    }
}
