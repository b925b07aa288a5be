package io.hikeshi.sensor.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.target.TestLine;
import io.hikeshi.sensor.netconsole.wire.Format;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssemblerTest {
    private static final String PANIC = "Kernel panic - not syncing: out of luck";
    private static final String END = "---[ end Kernel panic - not syncing: out of luck ]---";

    private final Console console = new Console();

    @Test
    void keepsTheLinesBeforeAPanic() {
        // Given
        for (int seq = 0; seq < 2_000; seq++) console.kernel(seq, "line " + seq);
        console.after(30).kernel(2_000, PANIC);

        // When
        console.kernel(2_001, END).after(300);

        // Then
        var report = console.reported().get(0);
        assertThat(report.before().lines().count()).isGreaterThanOrEqualTo(256);
        assertThat(report.before()).contains("line 1999\n");
        assertThat(report.incomplete()).isFalse();
    }

    @Test
    void closesAPanicThatSaysNoMoreAfterSomeSilence() {
        // Given
        console.kernel(1, "up").after(30).kernel(2, PANIC);

        // When
        console.after(5_100);

        // Then
        assertThat(console.reported()).extracting(Finding.PanicReported::end).containsExactly(End.SILENCE);
        assertThat(console.reported())
                .extracting(Finding.PanicReported::incomplete)
                .containsExactly(true);
    }

    @Test
    void closesAPanicThatNeverStopsTalking() {
        // Given
        console.kernel(1, "up").after(30).kernel(2, PANIC);

        // When
        for (int seq = 3; seq < 80; seq++) console.after(1_000).kernel(seq, "still here");

        // Then
        assertThat(console.reported()).extracting(Finding.PanicReported::end).containsExactly(End.TOO_LONG);
    }

    @Test
    void boundsTheTextOfOnePanic() {
        // Given
        console.kernel(1, "up").after(30).kernel(2, PANIC);

        // When
        for (int seq = 3; seq < 10_000; seq++) console.kernel(seq, "x".repeat(900));
        console.after(5_100);

        // Then
        assertThat(console.reported().get(0).text().length()).isLessThan(Limits.DEFAULT.bytesAfter());
        assertThat(console.reported().get(0).incomplete()).isTrue();
    }

    @Test
    void tellsOfATestLineAndOfNothingElseInIt() {
        // Given
        console.kernel(1, "up").after(30);

        // When
        console.says("13,2,2000,-;hikeshi: netconsole test 0123456789abcdef\n hikeshi-nonce=abc\n");

        // Then
        assertThat(console.found)
                .containsExactly(new Finding.Tested(
                        Source.of("192.0.2.1", 6665),
                        1_030,
                        new TestLine("0123456789abcdef"),
                        Format.EXTENDED,
                        Map.of("hikeshi-nonce", "abc")));
    }

    @Test
    void takesNoLineOfUserSpaceForAPanic() {
        console.says("8,1,1000,-;" + PANIC + '\n').after(5_100);

        assertThat(console.found).isEmpty();
    }

    @Test
    void trustsNoFacilityOfASourceThatSpokeBasic() {
        // Given: /dev/kmsg with printk.time=0 can write what looks like an extended record
        console.says("plain text\n").after(30);

        // When
        console.says("0,5,5000,-;" + PANIC + '\n');

        // Then
        assertThat(console.panicked()).extracting(Finding.Panicked::format).containsExactly(Format.BASIC);
    }

    @Test
    void tellsAPanicFromTheFirstFragmentOfItsLine() {
        console.kernel(1, "up").after(30).says("0,2,2000,-,ncfrag=0/900;" + PANIC);

        assertThat(console.panicked()).extracting(Finding.Panicked::reason).containsExactly("out of luck");
    }

    @Test
    void takesTheMiddleOfARecordForNoPanic() {
        console.kernel(1, "up")
                .after(30)
                .says("0,2,2000,-,ncfrag=100/900;" + PANIC)
                .after(1_000);

        assertThat(console.found).isEmpty();
    }

    @Test
    void joinsTheRestOfACutLine() {
        // Given
        console.says("[    1.000000] a long li").says("ne\n").after(30);

        // When
        console.says("[    1.100000] " + PANIC + '\n').after(5_100);

        // Then
        assertThat(console.reported().get(0).before()).isEqualTo("[    1.000000] a long line\n");
    }

    @Test
    void ordersWhatArrivedOutOfOrder() {
        // Given
        console.kernel(1, "up").after(30);

        // When
        console.kernel(4, PANIC)
                .kernel(3, "third")
                .kernel(2, "second")
                .kernel(6, END)
                .kernel(5, "fifth")
                .after(300);

        // Then
        assertThat(console.reported().get(0).before().lines())
                .map(line -> line.substring(15))
                .containsExactly("up", "second", "third");
        assertThat(console.reported().get(0).incomplete()).isFalse();
    }

    @Test
    void doesNotCountWhatTheLogLevelKeptBackAsLost() {
        // Given
        console.kernel(1, "up").after(30).kernel(90, "only this line was printed");

        // When
        console.kernel(100, PANIC).kernel(101, END).after(300);

        // Then
        assertThat(console.reported().get(0).missing()).isZero();
        assertThat(console.reported().get(0).missingBefore()).isEqualTo(97);
        assertThat(console.reported().get(0).incomplete()).isFalse();
    }

    @Test
    void countsMessagesThatWereNumberedAndDidNotArrive() {
        // Given
        console.says("6,1,1000,-;up\n msgid=7\n").after(30);

        // When
        console.says("0,2,2000,-;" + PANIC + "\n msgid=9\n")
                .says("0,3,2001,-;" + END + "\n msgid=10\n")
                .after(300);

        // Then
        assertThat(console.reported().get(0).missing()).isEqualTo(1);
        assertThat(console.reported().get(0).incomplete()).isTrue();
    }

    @Test
    void forgetsTheLastLifeWhenTheKernelStartsAgain() {
        // Given
        console.kernel(90_000, "of the last boot")
                .after(30)
                .kernel(90_001, "of the last boot")
                .after(5_000);
        console.kernel(1, "Linux version 6").kernel(2, "of this boot").after(30);

        // When
        console.kernel(3, PANIC).kernel(4, END).after(300);

        // Then
        assertThat(console.reported().get(0).before())
                .contains("Linux version", "of this boot")
                .doesNotContain("last");
    }

    @Test
    void reportsAPanicWhoseMachineStartsAgainWithoutAWord() {
        // Given
        console.kernel(90_000, "up").after(30).kernel(90_001, PANIC);

        // When
        console.after(100).kernel(1, "Linux version 6").kernel(2, "booting");

        // Then
        assertThat(console.reported()).extracting(Finding.PanicReported::end).containsExactly(End.RESTARTED);
    }

    @Test
    void keepsTheNextBootOutOfAPanicThatDidNotSayItsEnd() {
        // Given
        console.kernel(90_000, "up").after(30).kernel(90_001, PANIC).kernel(90_002, "Call Trace:");

        // When
        console.after(100).kernel(1, "Linux version 6").kernel(2, "booting").after(30);
        console.kernel(3, PANIC).kernel(4, END).after(300);

        // Then
        assertThat(console.reported()).hasSize(2);
        assertThat(console.reported().get(0).text()).contains("Call Trace:").doesNotContain("Linux version", "booting");
        assertThat(console.reported().get(1).before()).contains("Linux version", "booting");
    }

    @Test
    void keepsTheNextBootOutOfAPanicWithoutNumbersToo() {
        // Given
        console.says("[90000.000000] up\n").after(30).says("[90000.001000] " + PANIC + '\n');

        // When
        console.after(100)
                .says("[    0.000000] Linux version 6\n")
                .says("[    0.000000] Command line: quiet\n")
                .after(6_000);

        // Then
        assertThat(console.reported().get(0).text()).doesNotContain("Linux version", "Command line");
    }

    @Test
    void keepsALineWhoseTimeJumpsInThePanicOnceTheNextAgrees() {
        // Given
        console.kernel(90_000, "up").after(30).kernel(90_001, PANIC);

        // When
        console.kernel(400_000, "the clock jumped")
                .kernel(400_001, "and stays there")
                .kernel(400_002, END)
                .after(300);

        // Then
        assertThat(console.reported().get(0).text()).contains("the clock jumped", "and stays there");
    }

    @Test
    void findsTheNextPanicOfAMachineThatPanicsInALoop() {
        // Given
        console.kernel(90_000, "up")
                .after(30)
                .kernel(90_001, PANIC)
                .kernel(90_002, END)
                .after(300);

        // When
        console.kernel(1, "Linux version 6")
                .kernel(2, "up")
                .after(30)
                .kernel(90_001, "up")
                .kernel(3, PANIC)
                .after(6_000);

        // Then
        assertThat(console.panicked()).hasSize(2);
    }

    @Test
    void doesNotAlarmForAPanicLineInAReplayedLog() {
        // Given: a process wrote the line long ago, and a basic target replays the log at its start
        console.says("[    0.000000] Linux version 6\n").says("[   10.000000] " + PANIC + '\n');

        // When
        console.says("[   11.500000] the kernel went on\n")
                .says("[ 9000.000000] for hours\n")
                .after(6_000);

        // Then
        assertThat(console.found).isEmpty();
    }

    @Test
    void alarmsForAPanicThatEndsAReplayedLog() {
        // Given
        console.says("[    0.000000] Linux version 6\n").says("[   10.000000] " + PANIC + '\n');

        // When
        console.says("[   10.001000] CPU: 0 PID: 1\n").after(40);

        // Then
        assertThat(console.panicked()).hasSize(1);
    }

    @Test
    void tellsARepeatedPanicLineOnce() {
        // Given
        console.kernel(1, "up")
                .after(30)
                .kernel(2, PANIC)
                .kernel(2, PANIC)
                .kernel(3, END)
                .after(300);

        // When
        console.kernel(2, PANIC).after(6_000);

        // Then
        assertThat(console.panicked()).hasSize(1);
        assertThat(console.reported()).hasSize(1);
    }

    @Test
    void tellsTheSameWordsOfAKernelWithoutTimesAgainAfterItsReboot() {
        // Given
        console.says("up\n").after(30).says(PANIC + '\n').says(PANIC + '\n').after(20_000);

        // When
        console.says("up again\n").after(30).says(PANIC + '\n').after(6_000);

        // Then
        assertThat(console.panicked()).hasSize(2);
    }

    @Test
    void forgetsTheSourcesThatWereSilentForLongest() {
        // Given
        var small = new Console(
                new Limits(100_000, 100, 64, 50_000, 64, 50_000, Duration.ofSeconds(5), Duration.ofSeconds(60)));

        // When
        for (int port = 1; port <= 500; port++) small.from("192.0.2.1", port).kernel(1, "x".repeat(500));

        // Then
        assertThat(small.assembler.weight()).isLessThanOrEqualTo(100_000);
        assertThat(small.assembler.sources()).isLessThanOrEqualTo(100);
        assertThat(small.assembler.evicted()).isGreaterThan(400);
    }

    @Test
    void sharesItsBudgetAmongSourcesThatAllTalk() {
        // Given
        var small = new Console(
                new Limits(500_000, 1_000, 64, 50_000, 64, 50_000, Duration.ofSeconds(5), Duration.ofSeconds(60)));

        // When
        for (int seq = 1; seq <= 50; seq++) {
            for (int port = 1; port <= 100; port++)
                small.from("192.0.2.1", port).kernel(seq, "x".repeat(200));
        }
        small.from("192.0.2.1", 1).after(30).kernel(51, PANIC).kernel(52, END).after(300);

        // Then
        assertThat(small.assembler.evicted())
                .as("the open panic needs room itself")
                .isLessThanOrEqualTo(1);
        assertThat(small.reported().get(0).before().lines().count()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void keepsAnOpenPanicWhileQuietSourcesMakeRoom() {
        // Given
        var small = new Console(
                new Limits(100_000, 1_000, 64, 50_000, 64, 50_000, Duration.ofSeconds(5), Duration.ofSeconds(60)));
        small.from("192.0.2.9", 6665).kernel(1, "before").after(30).kernel(2, PANIC);

        // When
        for (int port = 1; port <= 500; port++) small.from("192.0.2.1", port).kernel(1, "x".repeat(500));
        small.from("192.0.2.9", 6665).kernel(3, END).after(300);

        // Then
        assertThat(small.reported()).extracting(Finding.PanicReported::end).containsExactly(End.MARKER);
        assertThat(small.reported().get(0).before()).contains("before");
    }

    @Test
    void reportsAnOpenPanicForWhichThereIsNoRoom() {
        // Given
        var small = new Console(
                new Limits(30_000, 1_000, 64, 50_000, 64, 50_000, Duration.ofSeconds(5), Duration.ofSeconds(60)));

        // When
        for (int port = 1; port <= 50; port++)
            small.from("192.0.2.1", port).kernel(1, "up").after(30).kernel(2, PANIC);
        small.after(30); // there was no room for the last one's first line, so it may be replaying its log

        // Then
        assertThat(small.panicked()).hasSize(50);
        assertThat(small.reported())
                .isNotEmpty()
                .extracting(Finding.PanicReported::end)
                .containsOnly(End.NO_ROOM);
        assertThat(small.assembler.weight()).isLessThanOrEqualTo(30_000);
    }
}
