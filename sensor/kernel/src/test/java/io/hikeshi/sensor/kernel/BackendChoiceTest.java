package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BackendChoiceTest {
    @Test
    void readsItsOwnWords() {
        for (var choice : BackendChoice.values())
            assertThat(BackendChoice.of(choice.word())).isEqualTo(choice);
    }

    @Test
    void listsTheWordsWhereNoneFits() {
        assertThatThrownBy(() -> BackendChoice.of("ebpf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"ebpf\"")
                .hasMessageContaining("auto, bpf");
    }

    @Test
    void triesTheBestFirst() {
        assertThat(BackendChoice.AUTO.candidates())
                .startsWith(BackendChoice.BPF)
                .doesNotContain(BackendChoice.AUTO);
    }
}
