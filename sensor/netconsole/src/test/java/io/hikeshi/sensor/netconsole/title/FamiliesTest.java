package io.hikeshi.sensor.netconsole.title;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One report of each family, as short as it can be told; a tilde is a line feed. */
class FamiliesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KASAN: double-free in guilty | BUG: KASAN: double-free in kfree+0x1/0x2~Call Trace:~ kasan_report_invalid_free+0x1/0x2~ kfree+0x1/0x2~ guilty+0x1/0x2",
                "KASAN: slab-out-of-bounds Write in guilty | BUG: KASAN: slab-out-of-bounds in guilty+0x1/0x2~Write of size 8 at addr ffff by task sh/1~Call Trace:~ guilty+0x1/0x2",
                "KMSAN: uninit-value in guilty | BUG: KMSAN: uninit-value in guilty+0x1/0x2~ guilty+0x1/0x2~ caller+0x1/0x2~Uninit was created at:~ slab_post_alloc_hook+0x1/0x2",
                "KMSAN: kernel-infoleak in guilty | BUG: KMSAN: kernel-infoleak in instrument_copy_to_user+0x1/0x2~ instrument_copy_to_user+0x1/0x2~ _copy_to_user+0x1/0x2~ guilty+0x1/0x2",
                "KCSAN: data-race in one / two | BUG: KCSAN: data-race in one / two~read to 0xffff of 8 bytes by task 1 on cpu 0:~ one+0x1/0x2",
                "KFENCE: use-after-free read in guilty | BUG: KFENCE: use-after-free read in guilty+0x1/0x2~Use-after-free read at 0x1:~ guilty+0x1/0x2~ caller+0x1/0x2",
                "UBSAN: array-index-out-of-bounds in guilty | UBSAN: array-index-out-of-bounds in fs/a.c:1:2~Call Trace:~ dump_stack_lvl+0x1/0x2~ __ubsan_handle_out_of_bounds+0x1/0x2~ guilty+0x1/0x2",
                "general protection fault in guilty | general protection fault, probably for non-canonical address 0xdffffc0000000000: 0000 [#1] SMP~RIP: 0010:guilty+0x1/0x2~Call Trace:~ caller+0x1/0x2",
                "stack segment fault in guilty | Oops: stack segment: 0000 [#1] SMP~RIP: 0010:guilty+0x1/0x2~Call Trace:~ caller+0x1/0x2",
                "invalid opcode in guilty | invalid opcode: 0000 [#1] SMP~RIP: 0010:guilty+0x1/0x2~Call Trace:~ caller+0x1/0x2",
                "PANIC: double fault in guilty | traps: PANIC: double fault, error_code: 0x0~RIP: 0010:guilty+0x1/0x2~Call Trace:~ caller+0x1/0x2",
                "BUG: stack guard page was hit in guilty | BUG: TASK stack guard page was hit at 0xffff (stack is 0xffff..0xffff)~RIP: 0010:guilty+0x1/0x2~Call Trace:~ guilty+0x1/0x2",
                "BUG: unable to handle kernel paging request in guilty | BUG: Unable to handle kernel data access on read at 0xc00a~NIP [c0000000] guilty+0x1/0x2~Call Trace:~[c0000001] [c0000002] doubtful+0x1/0x2 (unreliable)~[c0000001] [c0000002] guilty+0x1/0x2",
                "BUG: unable to handle kernel NULL pointer dereference in guilty | BUG: Kernel NULL pointer dereference on read at 0x0~NIP [c0000000] guilty+0x1/0x2~Call Trace:~[c0000001] [c0000002] caller+0x1/0x2",
                "kernel BUG in guilty | kernel BUG at fs/a.c:1!~invalid opcode: 0000 [#1] SMP~RIP: 0010:guilty+0x1/0x2~Call Trace:~ caller+0x1/0x2",
                "BUG: bad usercopy in guilty | usercopy: Kernel memory exposure attempt detected from SLUB object!~kernel BUG at mm/usercopy.c:102!~RIP: 0010:usercopy_abort+0x1/0x2~Call Trace:~ __check_heap_object+0x1/0x2~ __check_object_size+0x1/0x2~ guilty+0x1/0x2",
                "BUG: Object already free | BUG kmalloc-96 (Not tainted): Object already free~-----------------------------",
                "WARNING in guilty | WARNING: at fs/a.c:1 guilty+0x1/0x2()~Call Trace:~ warn_slowpath_common+0x1/0x2~ guilty+0x1/0x2",
                "WARNING: bad usercopy in guilty | WARNING: CPU: 0 PID: 1 at mm/usercopy.c:75 usercopy_warn+0x1/0x2~Call Trace:~ usercopy_warn+0x1/0x2~ __check_object_size+0x1/0x2~ guilty+0x1/0x2",
                "WARNING: kmalloc bug in guilty | WARNING: CPU: 0 PID: 1 at mm/util.c:597 kvmalloc_node+0x1/0x2~Call Trace:~ kvmalloc_node+0x1/0x2~ guilty+0x1/0x2",
                "WARNING: proc registration bug in guilty | WARNING: CPU: 0 PID: 1 at fs/proc/generic.c:376 proc_register+0x1/0x2~Call Trace:~ proc_register+0x1/0x2~ proc_create_data+0x1/0x2~ guilty+0x1/0x2",
                "WARNING in guilty/usb_submit_urb | WARNING: CPU: 0 PID: 1 at drivers/usb/core/urb.c:503 usb_submit_urb+0x1/0x2~Call Trace:~ usb_submit_urb+0x1/0x2~ usb_start_wait_urb+0x1/0x2~ guilty+0x1/0x2",
                "WARNING: ODEBUG bug in guilty | WARNING: lib/debugobjects.c:505 at debug_print_object+0x1/0x2, CPU#1: sh/1~Call Trace:~ debug_check_no_obj_freed+0x1/0x2~ kfree+0x1/0x2~ guilty+0x1/0x2",
                "possible deadlock in guilty | WARNING: possible circular locking dependency detected~sh/1 is trying to acquire lock:~ffff (x){+.+.}, at: mutex_lock+0x1/0x2~but task is already holding lock:~ffff (y){+.+.}, at: guilty+0x1/0x2~stack backtrace:~ other+0x1/0x2",
                "inconsistent lock state in guilty | WARNING: inconsistent lock state~sh/1 [HC0[0]:SC0[0]:HE1:SE1] takes:~ffff (x){+.+.}, at: guilty+0x1/0x2~stack backtrace:~Call Trace:~ lock_acquire+0x1/0x2",
                "WARNING: suspicious RCU usage in guilty | WARNING: suspicious RCU usage~fs/a.c:1 suspicious rcu_dereference_check() usage!~stack backtrace:~Call Trace:~ lockdep_rcu_suspicious+0x1/0x2~ find_by_rcu+0x1/0x2~ guilty+0x1/0x2",
                "WARNING: held lock freed in guilty | WARNING: held lock freed!~sh/1 is freeing memory ffff-ffff, with a lock still held there!~ffff (x){+.+.}, at: guilty+0x1/0x2~stack backtrace:~Call Trace:~ debug_check_no_locks_freed+0x1/0x2",
                "BUG: sleeping function called from invalid context in guilty | BUG: sleeping function called from invalid context at mm/slab.h:420~Call Trace:~ ___might_sleep+0x1/0x2~ kmem_cache_alloc+0x1/0x2~ guilty+0x1/0x2",
                "BUG: scheduling while atomic in guilty | BUG: scheduling while atomic: sh/1/0x00000002~Call Trace:~ __schedule_bug+0x1/0x2~ __schedule+0x1/0x2~ guilty+0x1/0x2",
                "BUG: spinlock bad magic in guilty | BUG: spinlock bad magic on CPU#1, sh/1~Call Trace:~ spin_dump+0x1/0x2~ do_raw_spin_lock+0x1/0x2~ guilty+0x1/0x2",
                "BUG: using __this_cpu_add() in preemptible code in guilty | BUG: using __this_cpu_add() in preemptible [00000000] code: sh/1~Call Trace:~ check_preemption_disabled+0x1/0x2~ __this_cpu_preempt_check+0x1/0x2~ guilty+0x1/0x2",
                "BUG: workqueue leaked lock or atomic in guilty | BUG: workqueue leaked lock or atomic: kworker/1:1/0x00000000/24~     last function: guilty~Call Trace:~ process_one_work+0x1/0x2",
                "BUG: workqueue leaked atomic, lock or RCU in guilty | BUG: workqueue leaked atomic, lock or RCU: kworker/1:1[24]~     preempt=0x00000000 lock=0->1 RCU=0->0 workfn=guilty",
                "memory leak in guilty | BUG: memory leak~unreferenced object 0xffff (size 8):~  backtrace:~    [<00000000a1b2c3d4>] __kmalloc+0x1/0x2~    [<00000000a1b2c3d4>] alloc_inode+0x1/0x2~    [<00000000a1b2c3d4>] guilty+0x1/0x2",
                "BUG: soft lockup in guilty | watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [sh:1]~RIP: 0010:busy+0x1/0x2~Call Trace:~ busy+0x1/0x2~ guilty+0x1/0x2~ handle_mm_fault+0x1/0x2~ do_syscall_64+0x1/0x2",
                "INFO: rcu detected stall in guilty | rcu: INFO: rcu_preempt self-detected stall on CPU~RIP: 0010:busy+0x1/0x2~Call Trace:~ <IRQ>~ tick_sched_timer+0x1/0x2~ asm_sysvec_apic_timer_interrupt+0x1/0x2~ busy+0x1/0x2~ guilty+0x1/0x2~ task_work_run+0x1/0x2",
                "INFO: task hung in rtnl_lock | INFO: task sh:1 blocked for more than 143 seconds.~Call Trace:~ __schedule+0x1/0x2~ __mutex_lock+0x1/0x2~ mutex_lock_nested+0x1/0x2~ rtnl_lock+0x1/0x2~ innocent+0x1/0x2",
                "INFO: task hung in synchronize_rcu | INFO: task sh:1 blocked for more than 143 seconds.~Call Trace:~ __schedule+0x1/0x2~ schedule_timeout+0x1/0x2~ __wait_rcu_gp+0x1/0x2~ synchronize_rcu_expedited+0x1/0x2~ innocent+0x1/0x2",
                "INFO: task hung in guilty | INFO: task sh:1 blocked for more than 143 seconds.~Call Trace:~ __schedule+0x1/0x2~ schedule_preempt_disabled+0x1/0x2~ tty_lock+0x1/0x2~ guilty+0x1/0x2",
                "unregister_netdevice: waiting for DEV to become free | unregister_netdevice: waiting for lo to become free. Usage count = 2",
                "BUG: Dentry still in use [unmount of ext4 sda1] | BUG: Dentry ffff8880{i=2,n=a}  still in use (1) [unmount of ext4 sda1]",
                "BUG: non-zero nr_ptes on freeing mm | BUG: non-zero nr_ptes on freeing mm: 1",
                "BUG: Bad rss-counter state | BUG: Bad rss-counter state mm:00000000f9d1b0c7 idx:1 val:1",
                "trusty: ASSERT FAILED: !(flags & NUM) | trusty: panic (caller 0xffff): DEBUG ASSERT FAILED at (kernel/a.c:1): !(flags & 1)",
                "kernel panic: stack is corrupted in guilty | Kernel panic - not syncing: stack-protector: Kernel stack is corrupted in: guilty+0x1/0x2",
                "kernel panic: VFS: Unable to mount root fs on unknown-block(NUM,NUM) | Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)",
                "WARNING in guilty | WARNING: CPU: 0 PID: 1 at fs/a.c:1 guilty+0x1/0x2~Call Trace:~ caller+0x1/0x2~Kernel panic - not syncing: KASAN: panic_on_warn set ..."
            })
    void isNamed(String title, String lines) {
        assertThat(Report.of(lines.replace('~', '\n')).title()).isEqualTo(title);
    }

    private static final String OOPS = """
            BUG: kernel NULL pointer dereference, address: 0000000000000000
            Oops: 0002 [#1] PREEMPT SMP PTI
            RIP: 0010:guilty+0x15/0x30
            Call Trace:
             <TASK>
             ? doubtful+0x1/0x2
             guilty+0x15/0x30
             caller+0x5d/0x90
            Kernel panic - not syncing: Fatal exception
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[   12.345678] ",
                "[   12.345678][ T1234] ",
                "[   12.345678][    C0] ",
                "[  12.3] [ C0] ",
                "[    T1] ",
                "<4>",
                "<4>[   12.345678] ",
                "host login: [   12.345678][ T1234] ",
                "Jan  1 00:00:01 host kernel: ",
                "Jan 11 00:00:01 host kernel: [   12.345678] ",
                "2026-11-21T13:27:46.123456+00:00 host kernel: ",
                "[Sat Nov 21 13:27:46 2026] ",
                "kern  :warn  : [   12.345678] ",
                "4,1234,12345678,-;",
                "4,1234,12345678,-,caller=T1;"
            })
    void isNamedWhateverStandsBeforeItsLines(String prefix) {
        // Given
        String plain = OOPS;

        // When
        var report = Report.of(plain.replaceAll("(?m)^(?=.)", prefix).replace("\n", "\r\n"));

        // Then
        assertThat(report).isEqualTo(Report.of(plain));
        assertThat(report.title()).isEqualTo("BUG: unable to handle kernel NULL pointer dereference in guilty");
        assertThat(report.panicked()).isTrue();
        assertThat(report.frames()).containsExactly("guilty", "caller");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2: comm ls: reading directory",
                "I/O error, dev sda, sector 8 op 0x0:(READ) flags 0x0",
                "Out of memory: Killed process 1234 (java) total-vm:1kB",
                "oom-kill:constraint=CONSTRAINT_NONE,task=java,pid=1",
                "mce: [Hardware Error]: Machine check events logged",
                "{1}[Hardware Error]: event severity: corrected",
                "nvme nvme0: I/O 12 QID 3 timeout, aborting"
            })
    void leavesWithoutATitleWhatSaysNothingAboutADeath(String line) {
        assertThat(Report.of(line).title()).isEmpty();
        assertThat(Report.ofLiving(line).title()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[   12.345678][    C1] ", "[   12.345678][    C0] "})
    void hearsTheProcessorThatAnotherAskedForItsBacktrace(String second) {
        // Given
        String first = "[   12.345678][    C0] ";

        // When
        var report = Report.of(first + "rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:\n" + first
                + "Sending NMI from CPU 0 to CPUs 1:\n" + second + "NMI backtrace for cpu 1\n" + second
                + "RIP: 0010:guilty+0x1/0x2\n" + second + "Call Trace:\n" + second + " guilty+0x1/0x2\n" + second
                + " do_syscall_64+0x1/0x2\n");

        // Then
        assertThat(report.title()).isEqualTo("INFO: rcu detected stall in guilty");
    }
}
