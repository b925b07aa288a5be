package io.hikeshi.sensor.netconsole.title;

import static io.hikeshi.sensor.netconsole.title.Function.NAME;

import io.hikeshi.sensor.netconsole.title.Sign.Suspect;
import java.util.List;

/** By what lines reports are known, the particular before the general. */
final class Signs {
    private static final String IN_FUNCTION = " in (" + NAME + ")";

    /** Errors that a panic follows because someone asked for it: the title is the error's. */
    static final String PANIC = "Kernel panic - not syncing";

    static final List<Sign> ALL = List.of(
            // mm/kasan/report.c, mm/kmsan/report.c, kernel/kcsan/report.c, mm/kfence/report.c, lib/ubsan.c
            Sign.of(
                    "BUG: KASAN: ((?:double|invalid)-free(?: or invalid-free)?)" + IN_FUNCTION,
                    "KASAN: $1 in {}",
                    Kind.SANITIZER,
                    Suspect.NAMED,
                    "invalid-free in {}"),
            Sign.of(
                    "BUG: KASAN: ([a-z-]+)(?: in (" + NAME + ")| on address)",
                    "KASAN: $1 ACCESS in {}",
                    Kind.SANITIZER,
                    Suspect.NAMED,
                    "bad-access in {}"),
            Sign.of("BUG: KASAN: ([a-z -]+?)" + IN_FUNCTION, "KASAN: $1 in {}", Kind.SANITIZER, Suspect.NAMED),
            Sign.of(
                    "BUG: KMSAN: (uninit-value)" + IN_FUNCTION,
                    "KMSAN: $1 in {}",
                    Kind.SANITIZER,
                    Suspect.CALLING,
                    "bad-access in {}"),
            Sign.of("BUG: KMSAN: ([a-z -]+?)" + IN_FUNCTION, "KMSAN: $1 in {}", Kind.SANITIZER, Suspect.CALLING)
                    .passing(Bystanders.COPYING),
            Sign.of(
                    "BUG: KCSAN: ([a-z :-]+?)" + IN_FUNCTION + "(?: \\[\\w+\\])? / (" + NAME + ")",
                    "KCSAN: $1 in $2 / $3",
                    Kind.SANITIZER,
                    Suspect.NOBODY),
            Sign.of("BUG: KCSAN: ([a-z :-]+?)" + IN_FUNCTION, "KCSAN: $1 in $2", Kind.SANITIZER, Suspect.NOBODY),
            Sign.of(
                    "BUG: KFENCE: (invalid free)" + IN_FUNCTION,
                    "KFENCE: $1 in {}",
                    Kind.SANITIZER,
                    Suspect.CALLING,
                    "invalid-free in {}"),
            Sign.of(
                    "BUG: KFENCE: ([a-z -]+?)" + IN_FUNCTION,
                    "KFENCE: $1 in {}",
                    Kind.SANITIZER,
                    Suspect.CALLING,
                    "bad-access in {}"),
            Sign.of(
                    "UBSAN: Undefined behaviour in ",
                    "UBSAN: undefined-behaviour in {}",
                    Kind.SANITIZER,
                    Suspect.CALLING),
            Sign.of("UBSAN: ([a-z-]+) in ", "UBSAN: $1 in {}", Kind.SANITIZER, Suspect.CALLING),

            // arch/*/mm/fault.c
            Sign.of(
                    "(?:BUG: [Uu]nable to handle kernel |BUG: [Kk]ernel |Unable to handle kernel )NULL pointer dereference",
                    "BUG: unable to handle kernel NULL pointer dereference in {}",
                    Kind.BAD_ACCESS,
                    Suspect.INTERRUPTED,
                    "bad-access in {}"),
            Sign.of(
                    "(?:BUG: [uU]|U)nable to handle (?:kernel paging request|page fault for address|kernel data access)",
                    "BUG: unable to handle kernel paging request in {}",
                    Kind.BAD_ACCESS,
                    Suspect.INTERRUPTED,
                    "bad-access in {}"),
            Sign.of(
                    "(?:BUG: [uU]|U)nable to handle kernel ([a-z -]+?)(?: outside uaccess routines)?(?: (?:at|for|in) |$)",
                    "BUG: unable to handle kernel $1 in {}",
                    Kind.BAD_ACCESS,
                    Suspect.INTERRUPTED,
                    "bad-access in {}"),
            Sign.of(
                    "general protection fault(?<!traps: .{0,60}general protection fault)(?!.{0,20} ip:)",
                    "general protection fault in {}",
                    Kind.BAD_ACCESS,
                    Suspect.INTERRUPTED,
                    "bad-access in {}"),
            Sign.of(
                    "BUG: (?:\\w+ )?stack guard page was hit",
                    "BUG: stack guard page was hit in {}",
                    Kind.FAULT,
                    Suspect.INTERRUPTED,
                    "stack-overflow in {}"),
            Sign.of(
                    "Insufficient stack space to handle exception",
                    "kernel stack overflow in {}",
                    Kind.FAULT,
                    Suspect.INTERRUPTED,
                    "stack-overflow in {}"),
            Sign.of(
                    "^(?:Oops: )?stack segment: [0-9a-f]{1,16} \\[#\\d+\\]",
                    "stack segment fault in {}",
                    Kind.FAULT,
                    Suspect.INTERRUPTED),
            Sign.of("PANIC: double fault", "PANIC: double fault in {}", Kind.FAULT, Suspect.INTERRUPTED),

            // lib/bug.c, lib/list_debug.c and the files that warn for their callers
            Sign.of(
                    "^(?:list_(?:add|del)(?: double add| corruption)|kernel BUG at lib/list_debug\\.c)",
                    "BUG: corrupted list in {}",
                    Kind.BUG,
                    Suspect.INTERRUPTED),
            Sign.of("kernel BUG at mm/usercopy\\.c", "BUG: bad usercopy in {}", Kind.BUG, Suspect.INTERRUPTED)
                    .passing(Bystanders.COPYING),
            Sign.of("kernel BUG at (\\S+)!?", "kernel BUG in {}", Kind.BUG, Suspect.INTERRUPTED),
            Sign.of("^BUG [^:]{1,80}: (Object already free|[A-Z][a-z ]{4,40})", "BUG: $1", Kind.BUG, Suspect.NOBODY),
            warning("lib/refcount\\.c", "", "WARNING: refcount bug in {}")
                    .passing(Bystanders.OBJECTS, Bystanders.DEVICES),
            warning("lib/debugobjects\\.c", "", "WARNING: ODEBUG bug in {}").passing(Bystanders.OBJECT_DEBUG),
            warning("lib/kobject\\.c", "", "WARNING: kobject bug in {}")
                    .passing(Bystanders.OBJECTS, Bystanders.DEVICES),
            warning("mm/usercopy\\.c", "", "WARNING: bad usercopy in {}").passing(Bystanders.COPYING),
            warning("mm/vmalloc\\.c", "", "WARNING: zero-size vmalloc in {}"),
            warning("mm/\\S+\\.c", "\\w*malloc", "WARNING: kmalloc bug in {}"),
            warning("kernel/locking/lockdep\\.c", "", "WARNING: locking bug in {}"),
            warning("fs/proc/generic\\.c", "", "WARNING: proc registration bug in {}")
                    .passing(Bystanders.PROC),
            warning("drivers/usb/core/urb\\.c", "", "WARNING in {}/usb_submit_urb"),
            warning("\\S+", "", "WARNING in {}"),
            Sign.of(
                    "WARNING: kernel stack (regs|frame pointer) .*has bad ",
                    "WARNING: kernel stack $1 has bad value",
                    Kind.WARNING,
                    Suspect.NOBODY),

            // kernel/locking/lockdep.c
            Sign.of(
                    "-safe -> \\w+-unsafe lock order detected",
                    "possible deadlock in {}",
                    Kind.LOCKING,
                    Suspect.LOCKING_IN_INTERRUPT),
            Sign.of(
                    "possible circular locking dependency detected",
                    "possible deadlock in {}",
                    Kind.LOCKING,
                    Suspect.DEADLOCKING),
            Sign.of(
                    "possible (?:recursive locking|irq lock inversion dependency) detected",
                    "possible deadlock in {}",
                    Kind.LOCKING,
                    Suspect.LOCKING),
            Sign.of(
                    "(?:WARNING|INFO): inconsistent lock state",
                    "inconsistent lock state in {}",
                    Kind.LOCKING,
                    Suspect.LOCKING),
            Sign.of(
                            "(WARNING|INFO): suspicious RCU usage",
                            "$1: suspicious RCU usage in {}",
                            Kind.LOCKING,
                            Suspect.CALLING)
                    .passing(Bystanders.RCU),
            Sign.of(
                    "(WARNING|BUG): bad unlock balance detected",
                    "$1: bad unlock balance in {}",
                    Kind.LOCKING,
                    Suspect.CALLING),
            Sign.of("(WARNING|BUG): held lock freed", "$1: held lock freed in {}", Kind.LOCKING, Suspect.LOCKING),
            Sign.of(
                    "(WARNING|BUG): lock held when returning to user space",
                    "$1: lock held when returning to user space in {}",
                    Kind.LOCKING,
                    Suspect.LOCKING),
            Sign.of(
                    "(WARNING|BUG): .* still has locks held",
                    "$1: still has locks held in {}",
                    Kind.LOCKING,
                    Suspect.LOCKING),
            Sign.of(
                    "(WARNING|BUG): Nested lock was not taken",
                    "$1: nested lock was not taken in {}",
                    Kind.LOCKING,
                    Suspect.CALLING),
            Sign.of("BUG: Invalid wait context", "WARNING: locking bug in {}", Kind.LOCKING, Suspect.LOCKING),
            Sign.of(
                    "INFO: trying to register non-static key",
                    "INFO: trying to register non-static key in {}",
                    Kind.LOCKING,
                    Suspect.CALLING),

            // kernel/watchdog.c, kernel/rcu/tree_stall.h, kernel/hung_task.c, kernel/workqueue.c
            Sign.of("BUG: soft lockup", "BUG: soft lockup in {}", Kind.STALL, Suspect.ASKED_FOR, "stall in {}"),
            Sign.of(
                    "Watchdog detected hard LOCKUP",
                    "BUG: hard lockup in {}",
                    Kind.STALL,
                    Suspect.INTERRUPTED,
                    "stall in {}"),
            Sign.of(
                    "INFO: rcu\\w* .*(?:detected|self-detected) (?:expedited )?stall",
                    "INFO: rcu detected stall in {}",
                    Kind.STALL,
                    Suspect.ASKED_FOR,
                    "stall in {}"),
            Sign.of(
                    "INFO: task (?:.*blocked for more than \\d+ seconds|\\S{0,24}$)",
                    "INFO: task hung in {}",
                    Kind.HANG,
                    Suspect.WAITING,
                    "hang in {}"),
            Sign.of(
                    "INFO: task .* can't die for more than \\d+ seconds",
                    "INFO: task can't die in {}",
                    Kind.HANG,
                    Suspect.WAITING,
                    "hang in {}"),
            Sign.of("BUG: workqueue lockup", "BUG: workqueue lockup", Kind.STALL, Suspect.NOBODY),

            // kernel/sched/core.c, lib/smp_processor_id.c, kernel/locking/spinlock_debug.c, mm/kmemleak.c
            Sign.of(
                    "BUG: sleeping function called from invalid context",
                    "BUG: sleeping function called from invalid context in {}",
                    Kind.ATOMIC,
                    Suspect.CALLING),
            Sign.of("BUG: scheduling while atomic", "BUG: scheduling while atomic in {}", Kind.ATOMIC, Suspect.WAITING),
            Sign.of(
                    "BUG: using (\\w+\\(\\)) in preemptible",
                    "BUG: using $1 in preemptible code in {}",
                    Kind.LOCKING,
                    Suspect.CALLING),
            Sign.of("BUG: (spinlock|rwlock) ([a-z A-Z]+?) on ", "BUG: $1 $2 in {}", Kind.LOCKING, Suspect.CALLING),
            Sign.of(
                    "BUG: workqueue leaked (atomic, lock or RCU|lock or atomic|atomic)",
                    "BUG: workqueue leaked $1 in {}",
                    Kind.ATOMIC,
                    Suspect.WORKING),
            Sign.of("BUG: memory leak", "memory leak in {}", Kind.LEAK, Suspect.CALLING)
                    .passing(Bystanders.ALLOCATION),
            Sign.of(
                    "BUG: Dentry .*still in use.*\\[(unmount of [^\\]]{1,80})\\]",
                    "BUG: Dentry still in use [$1]",
                    Kind.BUG,
                    Suspect.NOBODY),
            Sign.of("BUG: (non-zero nr_p\\w+ on freeing mm)", "BUG: $1", Kind.BUG, Suspect.NOBODY),
            Sign.of(
                    "BUG: Bad (page state|page map|page cache|rss-counter state)",
                    "BUG: Bad $1",
                    Kind.BUG,
                    Suspect.NOBODY),
            Sign.of(
                    "unregister_netdevice: waiting for \\S+ to become free",
                    "unregister_netdevice: waiting for DEV to become free",
                    Kind.HANG,
                    Suspect.NOBODY),

            // arch/*/kernel/traps.c: any other exception in kernel mode
            Sign.of(
                    "^(?:Oops: |Internal error: Oops - )?([a-z][a-z0-9 -]{2,40}): [0-9a-f]{1,16} \\[#\\d+\\]",
                    "$1 in {}",
                    Kind.FAULT,
                    Suspect.INTERRUPTED),
            Sign.of("^(Internal error|Oops)(?: -|:) .*\\[#\\d+\\]", "$1 in {}", Kind.FAULT, Suspect.INTERRUPTED),
            // drivers/trusty of Android
            Sign.of(
                    "trusty: panic .*ASSERT FAILED at \\([^)]*\\): (.+)",
                    "trusty: ASSERT FAILED: $1",
                    Kind.OTHER,
                    Suspect.NOBODY),
            Sign.of("trusty: panic \\([^)]*\\): (.+)", "trusty: panic: $1", Kind.OTHER, Suspect.NOBODY),
            Sign.of("^(?:\\[ )?BUG: (\\S.{3,})", "BUG: $1", Kind.BUG, Suspect.NOBODY));

    /** One of these stands in every line that matches; looking for them first is what keeps long texts quick. */
    private static final List<String> WORDS = List.of(
            "BUG",
            "WARNING",
            "INFO",
            "UBSAN",
            "nable to handle",
            "fault",
            "detected",
            "list_",
            "PANIC",
            "unregister",
            "trusty",
            "[#",
            "Insufficient");

    private Signs() {}

    static boolean mayBeIn(String line) {
        return WORDS.stream().anyMatch(line::contains);
    }

    /** {@code WARNING: at FILE:LINE FUNCTION} of old, with the processor since 3.11, {@code WARNING: FILE:LINE at} since 6.18. */
    private static Sign warning(String file, String function, String title) {
        String place = "(?:\\./)?" + file + ":\\d+";
        String line = "WARNING: (?:(?:CPU: \\d+ (?:UID: \\d+ )?PID: \\d+ )?at " + place + "|" + place + " at)";
        return Sign.of(line + (function.isEmpty() ? "(?: |$)" : " " + function), title, Kind.WARNING, Suspect.NAMED);
    }
}
