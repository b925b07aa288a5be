package io.hikeshi.sensor.netconsole.oops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.netconsole.wire.Datagram;
import io.hikeshi.sensor.netconsole.wire.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OopsWatchTest {
    private final OopsWatch watch = new OopsWatch(OopsLimits.DEFAULT);
    private final List<Oops> found = new ArrayList<>();
    private long now = 1_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BUG: kernel NULL pointer dereference, address: 0000000000000000",
                "Oops: 0002 [#1] PREEMPT SMP PTI",
                "Unable to handle kernel paging request at virtual address ffff800012345678",
                "Internal error: Oops: 96000046 [#1] SMP",
                "general protection fault, probably for non-canonical address 0xdead000000000122: 0000 [#1] SMP",
                "divide error: 0000 [#1] SMP",
                "kernel BUG at fs/ext4/inode.c:2721!",
                "watchdog: BUG: soft lockup - CPU#3 stuck for 26s! [kworker/3:1:123]",
                "NMI watchdog: Watchdog detected hard LOCKUP on cpu 2",
                "watchdog: CPU2: Watchdog detected hard LOCKUP on cpu 2",
                "INFO: task kworker/u8:2:99 blocked for more than 120 seconds.",
                "rcu: INFO: rcu_sched self-detected stall on CPU",
                "mce: [Hardware Error]: CPU 1: Machine Check: 0 Bank 5: be00000000800400",
                "{1}[Hardware Error]: Hardware error from APEI Generic Hardware Error Source: 0",
                "EDAC MC0: 1 UE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0 (channel:1)",
                "Memory failure: 0x12345: recovery action for dirty LRU page: Recovered",
                "blk_update_request: I/O error, dev sda, sector 123 op 0x0:(READ) flags 0x0",
                "critical medium error, dev sdb, sector 77 op 0x0:(READ)",
                "EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2: comm ls: reading directory lblock 0",
                "EXT4-fs (sda1): Remounting filesystem read-only",
                "XFS (dm-0): metadata I/O error in \"xfs_buf_ioend\" at daddr 0x8 len 8 error 5",
                "nvme nvme0: I/O 12 QID 3 timeout, aborting",
                "nvme nvme0: controller is down; will reset: CSTS=0xffffffff, PCI_STATUS=0x10",
                "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),task=mysqld,pid=1234,uid=0",
                "Memory cgroup out of memory: Killed process 1234 (java) total-vm:1kB, anon-rss:1kB"
            })
    void knowsTroubleByItsFirstLine(String text) {
        // When
        kernel(1_000, text);
        after(1_000);

        // Then
        assertThat(found).hasSize(1);
        assertThat(found.get(0).diagnosis().title()).isNotEmpty();
        assertThat(found.get(0).diagnosis().type()).isNotEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "EXT4-fs (sda1): mounted filesystem with ordered data mode. Quota mode: none.",
                "EDAC MC0: Giving out device to module skx_edac",
                "mce: CPU0: Thermal monitoring enabled (TM1)",
                "XFS (dm-0): Mounting V5 Filesystem",
                "nvme nvme0: 8/0/0 default/read/poll queues",
                "INFO: NMI handler (perf_event_nmi_handler) took too long to run: 2.277 msecs",
                "traps: a.out[123] general protection fault ip:401136 sp:7ffd in a.out[401000+1000]",
                "WARNING: CPU: 0 PID: 1 at kernel/x.c:1 f+0x1/0x2",
                "somebody wrote BUG: into the middle"
            })
    void knowsOrdinaryLinesFromTrouble(String text) {
        kernel(1_000, text);
        after(10_000);

        assertThat(found).isEmpty();
    }

    @Test
    void takesNoLineOfUserSpaceForTrouble() {
        // When
        add("12,1,1000,-;BUG: kernel NULL pointer dereference\n", false);
        after(2_000);

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void keepsLinesOfUserSpaceOutOfAReport() {
        // When
        kernel(1_000, "BUG: soft lockup");
        add("12,2,1001,-;forged\n", false);
        kernel(1_002, "Call Trace:");
        after(1_000);

        // Then
        assertThat(found.get(0).text()).contains("Call Trace").doesNotContain("forged");
    }

    @Test
    void forgetsWhatAPanicFollows() {
        // Given
        kernel(1_000, "Oops: 0002 [#1]");

        // When
        watch.forget();
        after(2_000);

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void tellsNothingOfTroubleThatAReplayedLogRemembers() {
        // Given
        add("0,1,1000000,-;BUG: soft lockup - CPU#0 stuck for 22s!\n", true);

        // When
        add("6,2,900000000,-;netconsole: network logging started\n", true);
        after(2_000);

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void countsWhatItKeepsBackOfAFlood() {
        // When
        for (int i = 0; i < 15; i++) {
            kernel(1_000 + i, "Out of memory: Killed process 1 (a)");
            after(1_000);
        }

        // Then
        assertThat(found).hasSize(10);
        assertThat(watch.keptBack()).isEqualTo(5);
    }

    @Test
    void tellsAgainAfterTheFlood() {
        // Given
        for (int i = 0; i < 15; i++) {
            kernel(1_000 + i, "Out of memory: Killed process 1 (a)");
            after(1_000);
        }
        after(60_000);

        // When
        kernel(90_000_000, "Out of memory: Killed process 1 (a)");
        after(1_000);

        // Then
        assertThat(found).hasSize(11);
    }

    @Test
    void boundsAReportThatNeverEnds() {
        // When
        for (int i = 0; i < 10_000; i++) kernel(1_000 + i, "BUG: " + "x".repeat(900));
        after(1_000);

        // Then
        assertThat(found).hasSize(1);
        assertThat(found.get(0).text().length()).isLessThanOrEqualTo(OopsLimits.DEFAULT.characters());
        assertThat(watch.weight()).isZero();
    }

    @Test
    void closesAReportAmongLinesThatNeverPause() {
        // Given
        kernel(1_000, "BUG: soft lockup");

        // When
        for (int i = 0; i < 60; i++) {
            after(100);
            kernel(2_000 + i * 100_000L, "something else");
        }

        // Then
        assertThat(found).hasSize(1);
    }

    @Test
    void ignoresWhatFollowsTheEndOfATrace() {
        // When
        Stream.of("BUG: unable to handle", "---[ end trace 0 ]---", "audit: something else")
                .forEach(text -> kernel(1_000, text));
        after(1_000);

        // Then
        assertThat(found.get(0).text()).contains("end trace").doesNotContain("audit");
    }

    private void kernel(long usec, String text) {
        add("6,1," + usec + ",-;" + text + '\n', false);
    }

    private void add(String datagram, boolean mayBeOld) {
        byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
        for (Line line : Datagram.parse(bytes, bytes.length).lines())
            watch.add(line, mayBeOld, now).ifPresent(found::add);
    }

    private void after(long millis) {
        now += millis;
        watch.tick(now).ifPresent(found::add);
    }
}
