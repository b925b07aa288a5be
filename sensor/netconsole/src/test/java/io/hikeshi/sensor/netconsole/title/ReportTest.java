package io.hikeshi.sensor.netconsole.title;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    private static final String NULL_DEREFERENCE = """
            [    2.5] kaboom: writing to NULL
            [    2.552100] BUG: kernel NULL pointer dereference, address: 0000000000000000
            [    2.552200] #PF: supervisor write access in kernel mode
            [    2.552300] Oops: 0002 [#1] PREEMPT SMP PTI
            [    2.552400] CPU: 0 PID: 1 Comm: init Tainted: G           OE      6.1.0-56-cloud-amd64 #1
            [    2.552500] RIP: 0010:memcpy_orig+0x15/0x30
            [    2.552600] Call Trace:
            [    2.552700]  <TASK>
            [    2.552800]  ? __die_body.cold+0x1a/0x1f
            [    2.552900]  kaboom_null.constprop.0+0x24/0x40 [kaboom]
            [    2.553000]  do_syscall_64+0x5d/0x90
            [    2.553100] RIP: 0033:0x47b7a0
            [    2.553200] ---[ end trace 0000000000000000 ]---
            """;

    @Test
    void namesTheFirstFunctionThatIsNoBystander() {
        var report = Report.of(NULL_DEREFERENCE);

        assertThat(report.title()).isEqualTo("BUG: unable to handle kernel NULL pointer dereference in kaboom_null");
        assertThat(report.alternatives())
                .containsExactly(
                        "bad-access in kaboom_null",
                        "BUG: unable to handle kernel NULL pointer dereference in memcpy_orig");
        assertThat(report.kind()).isEqualTo(Kind.BAD_ACCESS);
        assertThat(report.corrupted()).isFalse();
        assertThat(report.frames()).containsExactly("kaboom_null", "do_syscall_64");
    }

    @Test
    void saysThatAKernelWhichOnlyOopsedHasNotPanicked() {
        assertThat(Report.of(NULL_DEREFERENCE).panicked()).isFalse();
    }

    @Test
    void keepsTheTitleOfTheOopsWhenThePanicOnlyFollowsFromIt() {
        var report =
                Report.of(NULL_DEREFERENCE + "[    2.6] Kernel panic - not syncing: Fatal exception in interrupt\n");

        assertThat(report.panicked()).isTrue();
        assertThat(report.title()).startsWith("BUG: unable to handle");
    }

    @Test
    void givesEqualReportsOnTwoMachinesOneFingerprint() {
        var here = Report.of(NULL_DEREFERENCE);
        var there = Report.of(NULL_DEREFERENCE.replace("[    2.", "[ 9812.").replace("+0x24/0x40", "+0x29/0x48"));

        assertThat(there.fingerprint()).isEqualTo(here.fingerprint());
        assertThat(there.traceFingerprint()).isEqualTo(here.traceFingerprint());
    }

    @Test
    void readsAnOopsOfArm64() {
        var report = Report.of("""
                Unable to handle kernel NULL pointer dereference at virtual address 0000000000000008
                Internal error: Oops: 0000000096000006 [#1] PREEMPT SMP
                pc : do_raw_spin_lock+0x18/0xb8
                lr : do_raw_spin_lock+0x18/0xb8
                Call trace:
                 do_raw_spin_lock+0x18/0xb8
                 ni_readpage_cmpr+0x328/0x7cc
                """);

        assertThat(report.title())
                .isEqualTo("BUG: unable to handle kernel NULL pointer dereference in ni_readpage_cmpr");
    }

    @Test
    void readsABacktraceOf32BitArm() {
        var report = Report.of("""
                Unable to handle kernel paging request at virtual address 00000004
                PC is at memset+0x60/0x524
                Backtrace:
                [<801654a4>] (memset) from [<8163f8d8>] (vhci_shutdown+0x88/0x3a0)
                [<8163f850>] (vhci_shutdown) from [<8163b930>] (event_handler+0xd0/0x1c0)
                """);

        assertThat(report.title()).isEqualTo("BUG: unable to handle kernel paging request in vhci_shutdown");
    }

    @Test
    void followsTheThreadThatReportsAmongOthers() {
        var report = Report.of("""
                [    1.000001][  T123] BUG: sleeping function called from invalid context at mm/slab.h:420
                [    1.000002][    C1] Call Trace:
                [    1.000003][    C1]  innocent_function+0x1/0x2
                [    1.000004][  T123] Call Trace:
                [    1.000005][  T123]  __might_resched+0x1/0x2
                [    1.000006][  T123]  guilty_function+0x1/0x2
                """);

        assertThat(report.title()).isEqualTo("BUG: sleeping function called from invalid context in guilty_function");
    }

    @Test
    void namesAStallAfterWhatTheKernelWasAskedToDo() {
        var report = Report.of("""
                watchdog: BUG: soft lockup - CPU#1 stuck for 134s! [rm:4569]
                Call Trace:
                 d_walk+0x451/0xc80
                 do_rmdir+0x523/0x610
                 __x64_sys_rmdir+0x36/0x40
                 do_syscall_64+0x1b1/0x800
                """);

        assertThat(report.title()).isEqualTo("BUG: soft lockup in sys_rmdir");
        assertThat(report.alternatives()).containsExactly("stall in sys_rmdir", "BUG: soft lockup in d_walk");
    }

    @Test
    void namesAHangAfterWhoWaits() {
        var report = Report.of("""
                INFO: task dd:116 blocked for more than 5 seconds.
                Call Trace:
                 __schedule+0x34d/0xa00
                 io_schedule+0x42/0x70
                 bit_wait_io+0xd/0x70
                 out_of_line_wait_on_bit+0x91/0xb0
                 ext4_read_bh+0x7c/0x90
                Kernel panic - not syncing: hung_task: blocked tasks
                """);

        assertThat(report.title()).isEqualTo("INFO: task hung in ext4_read_bh");
        assertThat(report.kind()).isEqualTo(Kind.HANG);
    }

    @Test
    void namesWhoTheKernelDoubtsIfItDoubtsThemAll() {
        var report = Report.of("""
                INFO: task dd:116 blocked for more than 120 seconds.
                Call Trace:
                 [<ffffffff8135067c>] ? __mutex_lock_common.isra.5+0xff/0x164
                 [<ffffffff8135056a>] ? mutex_lock+0x1a/0x2d
                 [<ffffffff81104029>] ? guilty+0x1f4/0x406
                """);

        assertThat(report.title()).isEqualTo("INFO: task hung in guilty");
        assertThat(report.corrupted()).isTrue();
    }

    @Test
    void namesAPanicOfItsOwnByItsReason() {
        var report = Report.of("Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000b00\n");

        assertThat(report.title()).isEqualTo("kernel panic: Attempted to kill init!");
    }

    @Test
    void doesNotGuessTheFunctionOfAReportWithoutATrace() {
        var report = Report.of("BUG: kernel NULL pointer dereference, address: 0000000000000000\n");

        assertThat(report.corrupted()).isTrue();
        assertThat(report.title()).isEqualTo("BUG: unable to handle kernel NULL pointer dereference in corrupted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory leak in guilty | BUG: memory leak~  backtrace:~    [<00000000a1b2c3d4>] kmalloc include/linux/slab.h:552 [inline]~    [<00000000a1b2c3d4>] kmem_cache_alloc+0x1/0x2~    [<00000000a1b2c3d4>] guilty+0x1/0x2",
                "BUG: corrupted list in guilty | list_del corruption, ffff->next is LIST_POISON1~kernel BUG at lib/list_debug.c:47!~RIP: 0010:__list_del_entry_valid+0x1/0x2~Call Trace:~ guilty+0x1/0x2",
                "divide error in guilty | Oops: divide error: 0000 [#1] PREEMPT SMP NOPTI~RIP: 0010:guilty+0x24/0x30~Call Trace:~ caller+0x1/0x2",
                "UBSAN: shift-out-of-bounds in guilty | UBSAN: shift-out-of-bounds in a.c:1:2~Call Trace:~ dump_stack_lvl+0x1/0x2~ __ubsan_handle_shift_out_of_bounds+0x1/0x2~ guilty+0x1/0x2",
                "WARNING: bad unlock balance in guilty | WARNING: bad unlock balance detected!~Call Trace:~ print_unlock_imbalance_bug+0x1/0x2~ lock_release+0x1/0x2~ guilty+0x1/0x2",
                "WARNING in guilty | WARNING: fs/a.c:1 at guilty+0x1/0x2, CPU#1: sh/1~Call Trace:~ caller+0x1/0x2",
                "WARNING: refcount bug in guilty | WARNING: CPU: 0 PID: 1 at lib/refcount.c:25 refcount_warn_saturate+0x1/0x2~Call Trace:~ kobject_get+0x1/0x2~ guilty+0x1/0x2",
                "KASAN: use-after-free Read in guilty | BUG: KASAN: use-after-free in memcpy+0x1/0x2~Read of size 8 at addr ffff by task sh/1~Call Trace:~ kasan_report+0x1/0x2~ memcpy+0x1/0x2~ guilty+0x1/0x2",
                "possible deadlock in guilty | WARNING: possible recursive locking detected~sh/1 is trying to acquire lock:~ffff (x){+.+.}, at: guilty+0x1/0x2~stack backtrace:~Call Trace:~ lock_acquire+0x1/0x2",
                "kernel panic: corrupted stack end in guilty | Kernel panic - not syncing: corrupted stack end detected inside scheduler~Call Trace:~ panic+0x1/0x2~ __schedule+0x1/0x2~ guilty+0x1/0x2",
                "BUG: unable to handle kernel paging request in guilty | Unable to handle kernel paging request at virtual address dfffffff00000003~Oops [#1]~epc : strlen+0x1a/0x30~[<ffffffff80001234>] strlen+0x1a/0x30~[<ffffffff80001235>] guilty+0x1a/0x30"
            })
    void knowsManyKindsOfReports(String title, String lines) {
        assertThat(Report.of(lines.replace('~', '\n')).title()).isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "INFO: NMI handler (perf_event_nmi_handler) took too long to run: 2.277 msecs",
                "EXT4-fs (loop1): INFO: recovery required on readonly filesystem",
                "Linux version 6.1.0 (a@b) (gcc 12.2.0) #1 SMP",
                "BIOS-provided physical RAM map:",
                "SeaBIOS (version 1.16.2)\n[    0.000000] Linux version 6.1.0 (a@b)\n[    3.5] systemd[1]: Detected architecture",
                "WARNING: The mand mount option has been deprecated and",
                "INFO: lockdep is turned off.",
                "rcu: INFO: Stall ended before state dump start",
                "Warning: unable to open an initial console.",
                "NMI watchdog: Enabled. Permanently consumes one hw-PMU counter.",
                "NET: Registered PF_INET protocol family; fault tolerance [#1]",
                "spectre: retbleed detected, list_ready",
                "panic: no such thing",
                "Rust: panicked once",
                "MCE: CFI is enabled; UBSAN: on",
                "segv[118]: segfault at 0 ip 0000000000401136 sp 00007ffd error 6 in segv[401000+1000]",
                "traps: a.out[118] general protection fault ip:401136 sp:7ffd error:0",
                "\u0000\u0001 [[[[<<<< BU G: \ufffd"
            })
    void titlesNothingWhereNothingIsReported(String console) {
        assertThat(Report.of(console).title()).isEmpty();
    }

    @Test
    void boundsATitleThatHostileTextMakesLong() {
        assertThat(Report.of("BUG: " + "x".repeat(5_000)).title()).hasSizeLessThanOrEqualTo(120);
    }
}
