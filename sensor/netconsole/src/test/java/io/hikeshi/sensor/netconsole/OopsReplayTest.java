package io.hikeshi.sensor.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.oops.Oops;
import io.hikeshi.sensor.netconsole.oops.OopsLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real kernels that lived on, or did not. */
class OopsReplayTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6.1-kaboom-null       | bad-access    | BUG: unable to handle kernel NULL pointer dereference in kaboom_null",
                "6.1-kaboom-gpf        | bad-access    | general protection fault in kaboom_bad_pointer",
                "6.1-kaboom-bug        | bug           | kernel BUG in kaboom_write",
                "6.1-kaboom-softlockup | stall         | BUG: soft lockup in kaboom_write",
                "6.1-kaboom-hardlockup | stall         | INFO: rcu detected stall in kaboom_write",
                "6.1-hung              | hang          | INFO: task hung in ext4_mb_init_cache",
                "6.1-ioerr             | io-error      | file system of vda is now read-only",
                "6.1-oom-kill          | out-of-memory | out of memory: killed tail",
                "6.1-memcg-oom         | out-of-memory | memory cgroup out of memory: killed tail"
            })
    void findsTheSameTroubleInEachFormat(String capture, String type, String title) {
        for (String format : new String[] {"basic", "extended"}) {
            // When
            var first = Capture.oopsed(Capture.replay(Capture.read(capture, format)))
                    .get(0)
                    .diagnosis();

            // Then
            assertThat(first.title()).as(format).isEqualTo(title);
            assertThat(first.type()).as(format).isEqualTo(type);
        }
    }

    @Test
    void carriesTheCircumstancesAndTheWholeTextOfAnOops() {
        // When
        var oopses = Capture.oopsed(Capture.replay(Capture.read("6.1-kaboom-gpf", "extended")));

        // Then
        assertThat(oopses).hasSize(1);
        assertThat(oopses.get(0).usec()).isEqualTo(2_740_563);
        assertThat(oopses.get(0).text())
                .startsWith("[    2.740563] general protection fault, probably for non-canonical address")
                .contains("---[ end trace");
        assertThat(oopses.get(0).diagnosis().comm()).isEqualTo("sh");
        assertThat(oopses.get(0).diagnosis().release()).isEqualTo("6.1.0-56-cloud-amd64");
        assertThat(oopses.get(0).diagnosis().trace()).anyMatch(line -> line.startsWith("kaboom_write"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1-kaboom-null+panic", "6.1-kaboom-irq", "6.1-kaboom-softlockup+panic", "6.1-hung-panic"})
    void leavesToThePanicWhatThePanicFollows(String capture) {
        assertThat(Capture.oopsed(Capture.replay(Capture.read(capture)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"6.1-idle", "6.12-idle", "6.1-late", "6.1-kmsg", "6.12-kmsg", "6.12-sysrq", "6.1-kaboom-warn"})
    void findsNoTroubleWhereNoneIsOrOnlyWas(String capture) {
        assertThat(Capture.oopsed(Capture.replay(Capture.read(capture)))).isEmpty();
    }

    @Test
    void tellsOfWarningsWhereThatIsAskedFor() {
        // Given
        var assembler = new Assembler(Limits.DEFAULT, OopsLimits.DEFAULT.withWarnings());

        // When
        var oopses = Capture.oopsed(Capture.replay(assembler, Capture.read("6.1-kaboom-warn", "extended")));

        // Then
        assertThat(oopses)
                .extracting(Oops::named)
                .extracting(report -> report.title())
                .containsExactly("WARNING in kaboom_write");
    }
}
