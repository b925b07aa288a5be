package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeathTest {
    @ParameterizedTest
    @CsvSource({
        "0x0b, false, PROCESS_CRASHED",
        "0x8b, false, PROCESS_CRASHED",
        "0x0b, true, PROCESS_CRASHED",
        "0x09, false, PROCESS_KILLED",
        "0x09, true, PROCESS_OOMKILLED",
        "0x0f, true, PROCESS_KILLED",
        "0x300, false, PROCESS_EXITED",
        "0x300, true, PROCESS_EXITED"
    })
    void isOfTheKindThatItsEndSays(String status, boolean outOfMemory, Kind kind) {
        var death = Deaths.death(7, Integer.decode(status), outOfMemory);

        assertThat(death.kind()).isEqualTo(kind);
    }

    @Test
    void readsStatusAndCoreFlagAsWaitDoes() {
        assertThat(Deaths.death(7, 0x8b, false).coreDumped()).isTrue();
        assertThat(Deaths.death(7, 0x0b, false).coreDumped()).isFalse();
        assertThat(Deaths.death(7, 0xff00, false).exitStatus()).isEqualTo(255);
    }
}
