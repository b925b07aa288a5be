package io.hikeshi.tests.harness;

import java.util.Locale;

/** How the kernel of a {@link PanicVm} can be made to panic, for real. */
public enum KernelDeath {
    /** A person's {@code echo c > /proc/sysrq-trigger}: "sysrq triggered crash". */
    SYSRQ,
    /** PID 1 exits: "Attempted to kill init!". */
    INIT,
    /** The memory runs out and vm.panic_on_oom is set: "Out of memory: ...". */
    OOM,
    /** A module writes to address NULL and kernel.panic_on_oops is set: an oops, then "Fatal exception". */
    NULL;

    /** What the machine's init understands on its serial line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
