package io.hikeshi.sensor.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the fastest public receiver, netconsd, gets wrong; each case would fail with it. The socket's buffer is tested apart. */
class NetconsdDefectsTest {
    private static final String PANIC = "Kernel panic - not syncing: out of luck";

    private final Console console = new Console();

    @Test
    void doesNotHideAPanicBehindALostDatagramOfANodeThatStaysSilent() {
        // Given
        console.kernel(1, "up").after(30);

        // When
        console.kernel(3, PANIC)
                .kernel(4, "Call Trace:")
                .kernel(6, " panic+0x1/0x2")
                .after(5_100);

        // Then
        assertThat(console.panicked()).hasSize(1);
        assertThat(console.reported().get(0).text()).contains("Call Trace:", "panic+0x1/0x2");
    }

    @Test
    void losesNoLineToAForgedSequenceNumberFarAhead() {
        // Given
        console.kernel(1, "up").after(30).says("6,999999999999,1000,-;forged\n");

        // When
        for (int seq = 2; seq <= 101; seq++) console.kernel(seq, "line " + seq);
        console.after(30)
                .kernel(102, PANIC)
                .kernel(103, "---[ end Kernel panic")
                .after(300);

        // Then
        assertThat(console.reported().get(0).before().lines().filter(line -> line.contains("line ")))
                .hasSize(100);
        assertThat(console.reported().get(0).incomplete()).isFalse();
    }

    @Test
    void losesNoLineToAForgedTimeFarAhead() {
        // Given
        console.kernel(1, "up").after(30).says("6,2,99999999999999,-;forged\n");

        // When
        for (int seq = 2; seq <= 101; seq++) console.kernel(seq, "line " + seq);
        console.after(30)
                .kernel(102, PANIC)
                .kernel(103, "---[ end Kernel panic")
                .after(300);

        // Then
        assertThat(console.reported().get(0).before().lines().filter(line -> line.contains("line ")))
                .hasSize(100);
    }

    @Test
    void tellsNodesBehindOneAddressApart() {
        // Given
        console.from("198.51.100.7", 40_001).kernel(1, "one").after(30);
        console.from("198.51.100.7", 40_002).kernel(1, "two").after(30);

        // When
        console.from("198.51.100.7", 40_001).kernel(2, PANIC);
        console.from("198.51.100.7", 40_002).kernel(2, PANIC).after(5_100);

        // Then
        assertThat(console.reported())
                .extracting(report -> report.before().strip().substring(15))
                .containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void knowsOneClockOnly() {
        // Given: times of the kernel's own clock far from the receiver's
        console.says("6,1,900000000000000,-;up\n").after(30);

        // When
        console.says("0,2,900000000001000,-;" + PANIC + '\n').after(4_000);

        // Then: neither the kernel's time closes it early nor keeps it open
        assertThat(console.reported()).isEmpty();
        assertThat(console.after(1_100).reported()).hasSize(1);
    }

    @Test
    void keepsManySourcesInLittleMemory() {
        // Given
        for (int port = 1; port <= 10_000; port++)
            console.from("192.0.2.1", port).kernel(1, "a line of one hundred bytes or so, no more");

        // Then
        assertThat(console.assembler.sources()).isEqualTo(10_000);
        assertThat(console.assembler.weight()).isLessThan(16L << 20);
    }

    @Test
    void boundsWhatItKeepsHoweverMuchIsSent() {
        // When
        for (int seq = 0; seq < 100_000; seq++)
            console.from("192.0.2.1", 1 + seq % 1_000).kernel(seq, "x".repeat(900));

        // Then
        assertThat(console.assembler.weight()).isLessThanOrEqualTo(Limits.DEFAULT.bytes());
    }
}
