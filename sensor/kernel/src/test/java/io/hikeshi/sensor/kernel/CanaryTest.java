package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private static final int SIGABRT = 6;

    private final List<String> names = new ArrayList<>();
    private final Canary canary = new Canary((name, born) -> {
        names.add(name);
        born.accept(777);
    });

    @Test
    void knowsItsOwnOnce() throws Exception {
        // Given
        canary.die();

        // When
        boolean first = canary.recognise(death(777, names));
        boolean second = canary.recognise(death(777, names));

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    @Test
    void knowsItsOwnByTheirPidInThePidNamespaceThatItLivesIn() throws Exception {
        // Given
        canary.die();
        var task = new Task(4_242, 4_242, "exe", "exe", 0, 1, 1, CgroupKey.UNKNOWN, 777, null, names);

        // When
        boolean known = canary.recognise(new Death(task, SIGABRT, false, null, List.of(), 0));

        // Then
        assertThat(known).isTrue();
    }

    @Test
    void takesNoStrangerOfTheSamePidForItsOwn() throws Exception {
        // Given
        canary.die();

        // When
        boolean known = canary.recognise(death(777, List.of("hikeshi-canary-0000000000000000")));

        // Then
        assertThat(known).isFalse();
    }

    @Test
    void knowsTheCanariesOfOtherSensors() {
        assertThat(Canary.isForeign(death(1, List.of("hikeshi-canary-0123456789abcdef"))))
                .isTrue();
        assertThat(Canary.isForeign(death(1, List.of("hikeshi-canary-0123456789abcdef", "x"))))
                .isFalse();
        assertThat(Canary.isForeign(death(1, List.of("puma")))).isFalse();
        assertThat(Canary.isForeign(death(1, List.of()))).isFalse();
    }

    private static Death death(int pid, List<String> arguments) {
        return new Death(Deaths.task(pid, pid, 100, arguments), SIGABRT, false, null, List.of(), 0);
    }
}
