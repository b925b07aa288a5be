package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalJoinerTest {
    private static final int SEGV = 11, TERM = 15, KILL = 9;
    private static final int SI_USER = 0, SI_KERNEL = 128;

    private final SignalJoiner joiner = new SignalJoiner();

    private static PerfRecord sent(int tid, int signal, int code) {
        return new PerfRecord.Sent(1, tid, "worker", signal, code);
    }

    private static PerfRecord taken(int pid, int tid, int signal, boolean byDefault) {
        return new PerfRecord.Taken(2, pid, tid, signal, 1, byDefault, 0, List.of());
    }

    private List<SignalJoiner.Fatal> fatal(PerfRecord... records) {
        var fatal = new ArrayList<SignalJoiner.Fatal>();
        for (PerfRecord record : records) joiner.accept(record).ifPresent(fatal::add);
        return fatal;
    }

    @Test
    void takesTheNameOfAThreadFromTheSendingOfItsSignal() {
        // When
        var fatal = fatal(sent(7, SEGV, 1), taken(7, 7, SEGV, true));

        // Then
        assertThat(fatal).singleElement().satisfies(one -> {
            assertThat(one.signal()).isEqualTo(SEGV);
            assertThat(one.comm()).isEqualTo("worker");
        });
    }

    @Test
    void tellsADeathBySigtermThoughItIsTakenAsSigkill() {
        // When
        var fatal = fatal(sent(7, TERM, SI_USER), taken(7, 8, KILL, true), taken(7, 7, KILL, true));

        // Then
        assertThat(fatal).singleElement().satisfies(one -> {
            assertThat(one.signal()).isEqualTo(TERM);
            assertThat(one.code()).isEqualTo(SI_USER);
            assertThat(one.outOfMemory()).isFalse();
        });
    }

    @Test
    void tellsNoDeathOfAProcessThatHandlesSigtermAndExitsWithItsThreads() {
        // When
        var fatal = fatal(sent(7, TERM, SI_USER), taken(7, 7, TERM, false), taken(7, 8, KILL, true));

        // Then
        assertThat(fatal).isEmpty();
    }

    @Test
    void tellsNoDeathOfThreadsThatEndWithTheirProcess() {
        // When
        var fatal = fatal(taken(7, 8, KILL, true), taken(7, 9, KILL, true));

        // Then
        assertThat(fatal).isEmpty();
    }

    @Test
    void tellsNoDeathByASignalThatIsHandled() {
        // When
        var fatal = fatal(sent(7, SEGV, 1), taken(7, 7, SEGV, false));

        // Then
        assertThat(fatal).isEmpty();
    }

    @Test
    void believesInAnOutOfMemoryKillOnlyIfTheKernelNamedTheVictim() {
        // When
        var fatal = fatal(
                sent(7, KILL, SI_KERNEL),
                new PerfRecord.Victim(1, 7),
                taken(7, 7, KILL, true),
                sent(20, KILL, SI_KERNEL),
                taken(20, 20, KILL, true));

        // Then
        assertThat(fatal).extracting(SignalJoiner.Fatal::outOfMemory).containsExactly(true, false);
    }
}
