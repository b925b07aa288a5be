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
            Sign.of(
                    "BUG: KMSAN: (uninit-value)" + IN_FUNCTION,
                    "KMSAN: $1 in {}",
                    Kind.SANITIZER,
                    Suspect.CALLING,
                    "bad-access in {}"),
            Sign.of("BUG: KMSAN: ([a-z -]+?)" + IN_FUNCTION, "KMSAN: $1 in {}", Kind.SANITIZER, Suspect.CALLING),
            Sign.of(
                    "BUG: KCSAN: ([a-z :-]+?)" + IN_FUNCTION + " / (" + NAME + ")",
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
                    "(?:BUG: u|U)nable to handle (?:kernel paging request|page fault for address)",
                    "BUG: unable to handle kernel paging request in {}",
                    Kind.BAD_ACCESS,
                    Suspect.INTERRUPTED,
                    "bad-access in {}"),
            Sign.of(
                    "(?:BUG: u|U)nable to handle kernel ([a-z -]+?)(?: outside uaccess routines)?(?: (?:at|for|in) |$)",
                    "BUG: unable to handle kernel $1 in {}",
                    Kind.BAD_ACCESS,
                    Suspect.INTERRUPTED,
                    "bad-access in {}"),
            Sign.of(
                    "(?<!traps: .{0,60})general protection fault(?!.{0,20} ip:)",
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
            Sign.of("PANIC: double fault", "PANIC: double fault in {}", Kind.FAULT, Suspect.INTERRUPTED),

            // lib/bug.c, lib/list_debug.c and the files that warn for their callers
            Sign.of(
                    "^list_(?:add|del)(?: double add| corruption)|^kernel BUG at lib/list_debug\\.c",
                    "BUG: corrupted list in {}",
                    Kind.BUG,
                    Suspect.INTERRUPTED),
            Sign.of("kernel BUG at (\\S+)!?", "kernel BUG in {}", Kind.BUG, Suspect.INTERRUPTED),
            warning("lib/refcount\\.c:\\d+", "WARNING: refcount bug in {}"),
            warning("lib/debugobjects\\.c:\\d+", "WARNING: ODEBUG bug in {}"),
            warning("lib/kobject\\.c:\\d+", "WARNING: kobject bug in {}"),
            warning("(?:mm/slab_common\\.c|mm/slub?\\.c):\\d+ (?:at )?kmalloc_\\w+", "WARNING: kmalloc bug in {}"),
            warning("mm/vmalloc\\.c:\\d+", "WARNING: zero-size vmalloc in {}"),
            warning("kernel/locking/\\S+", "WARNING: locking bug in {}"),
            warning("fs/proc/generic\\.c:\\d+", "WARNING: proc registration bug in {}"),
            warning("\\S+", "WARNING in {}"),
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
                    "possible (?:circular|recursive) locking(?: dependency)? detected|possible irq lock inversion dependency detected",
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
                    Suspect.CALLING),
            Sign.of(
                    "(WARNING|BUG): bad unlock balance detected",
                    "$1: bad unlock balance in {}",
                    Kind.LOCKING,
                    Suspect.CALLING),
            Sign.of("(WARNING|BUG): held lock freed", "$1: held lock freed in {}", Kind.LOCKING, Suspect.CALLING),
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
                    "INFO: task .*blocked for more than \\d+ seconds|INFO: task \\S{0,24}$",
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
                    "BUG: workqueue leaked (?:lock or )?atomic",
                    "BUG: workqueue leaked lock or atomic in {}",
                    Kind.ATOMIC,
                    Suspect.CALLING),
            Sign.of("BUG: memory leak", "memory leak in {}", Kind.LEAK, Suspect.CALLING),
            Sign.of("BUG: Dentry .*still in use", "BUG: Dentry still in use in {}", Kind.BUG, Suspect.INTERRUPTED),
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
            "[#",
            "Insufficient");

    private Signs() {}

    static boolean mayBeIn(String line) {
        return WORDS.stream().anyMatch(line::contains);
    }

    private static Sign warning(String place, String title) {
        String old = "WARNING: CPU: \\d+ PID: \\d+ at (?:\\./)?" + place;
        String since618 = "WARNING: " + place + " at ";
        return Sign.of(old + "(?: |$)|" + old + ".*|" + since618, title, Kind.WARNING, Suspect.NAMED);
    }
}
