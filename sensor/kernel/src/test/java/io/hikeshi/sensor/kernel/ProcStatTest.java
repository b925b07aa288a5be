package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {
    @Test
    void readsANameThatLooksLikeTheNextFields() throws Exception {
        // When
        var stat = ProcStat.parse("42 (a) R 1 (b) S 17 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 9876 1 2\n");

        // Then
        assertThat(stat).isEqualTo(new ProcStat("a) R 1 (b", 17, 9876));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "42 (a", ")(", "42 (a) S 1"})
    void refusesWhatIsCut(String stat) {
        // When, Then
        assertThatThrownBy(() -> ProcStat.parse(stat)).isInstanceOf(IOException.class);
    }
}
