package io.hikeshi.sensor.netconsole.title;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignsTest {
    @Test
    void standOnlyInLinesThatAreLookedAt() {
        assertThat(Signs.ALL).allSatisfy(sign -> {
            String plain = sign.line().pattern().replace("\\", "").replace("?", "");
            assertThat(Signs.WORDS).anyMatch(plain::contains);
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyFamilyHasMembersAndNotEverybody(Family family) {
        assertThat(family.includes("acme")).isFalse();
        assertThat(family.includes("")).isFalse();
    }

    /** Repeated until they fill long lines, in every pattern's weakest place: one that backtracks would take hours. */
    @Timeout(60)
    @ParameterizedTest
    @ValueSource(
            strings = {
                " at: ",
                " in in in",
                " at a:1",
                "[<0>] ",
                "<TASK> ",
                "? ",
                "(",
                "a",
                "_",
                " ",
                "\t",
                "0x0 ",
                "BUG: ",
                "WARNING: ",
                "general protection fault ",
                "[ 1.000000]",
                "<4>[",
                "INFO: task ",
                "a.b.",
                "trusty: panic (",
                "still in use [",
                "Internal error: ",
                " from ",
                "epc : ",
                "NIP [",
                "Oops - a",
                "allocated by ",
                "_RNv",
                "goroutine 1 [",
                "/a",
                "0"
            })
    void costLittleWhateverALineSays(String repeated) {
        // Given
        var random = new Random(3);
        var console = new StringBuilder("WARNING: possible circular locking dependency detected\n");
        for (int line = 0; line < 300; line++) {
            console.append("BUG: KASAN: a in ".repeat(random.nextInt(2)))
                    .append(repeated.repeat(1 + 900 / repeated.length()));
            console.append(random.nextBoolean() ? "\n" : "+0x1/0x2\n");
        }

        // When
        var report = Report.of(console.toString());

        // Then
        assertThat(report.title()).hasSizeLessThanOrEqualTo(120);
    }
}
