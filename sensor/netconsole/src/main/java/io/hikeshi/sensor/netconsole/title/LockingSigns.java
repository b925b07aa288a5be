package io.hikeshi.sensor.netconsole.title;

import static io.hikeshi.sensor.netconsole.title.Kind.ATOMIC;
import static io.hikeshi.sensor.netconsole.title.Kind.LOCKING;
import static io.hikeshi.sensor.netconsole.title.Sign.Suspect.CALLING;

import io.hikeshi.sensor.netconsole.title.Sign.Suspect;
import java.util.List;

/** Locks taken in the wrong way, and sleep where that is forbidden. */
final class LockingSigns {
    static final List<Sign> ALL = List.of(
            // kernel/locking/lockdep.c: locks that may wait for each other
            Sign.of(
                    "-safe -> \\w+-unsafe lock order detected",
                    "possible deadlock in {}",
                    LOCKING,
                    Suspect.LOCKING_IN_INTERRUPT),
            Sign.of(
                    "possible circular locking dependency detected",
                    "possible deadlock in {}",
                    LOCKING,
                    Suspect.DEADLOCKING),
            Sign.of(
                    "possible (?:recursive locking|irq lock inversion dependency) detected",
                    "possible deadlock in {}",
                    LOCKING,
                    Suspect.LOCKING),

            // kernel/locking/lockdep.c: one lock, used in a way it must not be
            Sign.of(
                    "(?:WARNING|INFO): inconsistent lock state",
                    "inconsistent lock state in {}",
                    LOCKING,
                    Suspect.LOCKING),
            Sign.of("BUG: Invalid wait context", "WARNING: locking bug in {}", LOCKING, Suspect.LOCKING),
            Sign.of("(WARNING|INFO): suspicious RCU usage", "$1: suspicious RCU usage in {}", LOCKING, CALLING)
                    .passing(Family.RCU),
            Sign.of(
                    "(WARNING|BUG|INFO): (bad (?:unlock balance|contention)) detected",
                    "$1: $2 in {}",
                    LOCKING,
                    CALLING),
            Sign.of(
                    "(WARNING|BUG): Nested lock was not taken",
                    "$1: nested lock was not taken in {}",
                    LOCKING,
                    CALLING),
            Sign.of("(WARNING|BUG): (held lock freed)", "$1: $2 in {}", LOCKING, Suspect.LOCKING),
            Sign.of(
                    "(WARNING|BUG): (lock held when returning to user space)",
                    "$1: $2 in {}",
                    LOCKING,
                    Suspect.HOLDING),
            Sign.of("(WARNING|BUG): .* (still has locks held)", "$1: $2 in {}", LOCKING, Suspect.LOCKING),
            Sign.of("INFO: trying to register non-static key", "$0 in {}", LOCKING, CALLING),

            // kernel/locking/spinlock_debug.c, lib/smp_processor_id.c
            Sign.of("BUG: (spinlock|rwlock) ([a-z A-Z]+?) on ", "BUG: $1 $2 in {}", LOCKING, CALLING),
            Sign.of("BUG: using \\w+\\(\\) in preemptible", "$0 code in {}", LOCKING, CALLING),

            // kernel/sched/core.c, kernel/workqueue.c
            Sign.of("BUG: sleeping function called from invalid context", "$0 in {}", ATOMIC, CALLING)
                    .passing(Family.SLEEPING),
            Sign.of("(BUG: assuming [a-z -]{3,40} context) at ", "$1 in {}", ATOMIC, CALLING),
            Sign.of("BUG: scheduling while atomic", "$0 in {}", ATOMIC, Suspect.WAITING),
            Sign.of("(BUG: workqueue leaked [A-Za-z, ]+?):? \\w+/", "$1 in {}", ATOMIC, Suspect.WORKING));

    private LockingSigns() {}
}
