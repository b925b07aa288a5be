package io.hikeshi.sensor.netconsole.title;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "plain text ~ plain text",
                "(one|two): three ~ : three",
                "kernel BUG at mm/usercopy\\.c ~ kernel BUG at mm/usercopy.c",
                "abcd? ~ abc",
                "(a(b|c)d)efg(h) ~ efg",
                "[0-9a-f]{1,16} \\[#\\d+\\] ~ ' [#'",
                "one|another ~ ''"
            })
    void isWhatEveryMatchContains(String pattern, String literal) {
        assertThat(Literal.in(pattern)).isEqualTo(literal);
    }

    @Test
    void leavesHardlyASignWithout() {
        assertThat(Signs.ALL).filteredOn(sign -> sign.literal().isEmpty()).hasSizeLessThanOrEqualTo(1);
    }
}
