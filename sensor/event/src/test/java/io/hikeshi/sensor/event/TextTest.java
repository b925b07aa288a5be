package io.hikeshi.sensor.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "'a\nb' | a\\u000ab",
                "'\u001b[2J' | \\u001b[2J",
                "'\u202egnp' | \\u202egnp",
                "'\ud800x' | \\ud800x",
                "火消し 😀 | 火消し 😀",
                "'\u2028' | \\u2028",
            })
    void escapesWhatCouldMoveACursorOrForgeALine(String hostile, String shown) {
        assertThat(Text.printable(hostile, 40)).isEqualTo(shown);
    }

    @Test
    void neverLetsAQuoteEndEarly() {
        assertThat(Text.quoted("x\" rule=\"evil\\")).isEqualTo("\"x\\u0022 rule=\\u0022evil\\u005c\"");
    }

    @Test
    void saysWhenItCutsEvenIfOnlyEscapingMadeItLong() {
        assertThat(Text.printable("\n".repeat(10), 20)).isEqualTo("\\u000a\\u000a\\u000a…");
    }

    @Test
    void cutsNoCharacterInHalf() {
        assertThat(Text.cut("ab😀cd", 4)).isEqualTo("ab…");
    }

    @Test
    void replacesWhatUtf8CannotCarry() {
        assertThat(Text.cut("a\ud800b", 10)).isEqualTo("a\ufffdb");
    }

    @Test
    void leavesShortTextAsItIs() {
        assertThat(Text.cut("abcd", 4)).isEqualTo("abcd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a>", "a\n", "é"})
    void refusesNamesThatDoNotFitIntoASubjectOrAPath(String name) {
        assertThatThrownBy(() -> Text.requireName("node", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("node is not 1..253 of [A-Za-z0-9._-]: " + Text.quoted(name));
    }
}
