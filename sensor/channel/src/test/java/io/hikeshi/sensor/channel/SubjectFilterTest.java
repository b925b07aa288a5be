package io.hikeshi.sensor.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectFilterTest {
    @ParameterizedTest
    @CsvSource({
        "a.b.c, a.b.c, true",
        "a.*.c, a.b.c, true",
        "a.*.c, a.b.b.c, false",
        "a.>, a.b, true",
        "a.>, a.b.c.d, true",
        "a.>, a, false",
        "a.b, a.b.c, false",
        "a.b.c, a.b, false",
        ">, a, true",
        "*, a.b, false",
    })
    void matchesAsTheServerDoes(String filter, String subject, boolean matches) {
        assertThat(new SubjectFilter(filter).matches(subject)).isEqualTo(matches);
    }
}
