package io.hikeshi.sensor.netconsole.title;

import static io.hikeshi.sensor.netconsole.title.Kind.BAD_ACCESS;
import static io.hikeshi.sensor.netconsole.title.Kind.FAULT;
import static io.hikeshi.sensor.netconsole.title.Sign.Suspect.INTERRUPTED;
import static io.hikeshi.sensor.netconsole.title.Sign.Suspect.NAMED;

import java.util.List;

/** Exceptions of the processor in kernel mode. */
final class FaultSigns {
    private static final String BAD = "bad-access in {}";
    private static final String OVERFLOW = "stack-overflow in {}";

    /** {@code die()} of each architecture counts its calls at the end of the line. */
    private static final String DIED = " ?\\[#\\d{1,9}\\]";

    private static final String UNABLE = "(?:BUG: [uU]|U)nable to handle ";

    static final List<Sign> MEMORY = List.of(
            // arch/*/mm/fault.c
            Sign.of(
                            "(?:" + UNABLE + "kernel |BUG: [Kk]ernel )NULL pointer dereference",
                            "BUG: unable to handle kernel NULL pointer dereference in {}",
                            BAD_ACCESS,
                            INTERRUPTED)
                    .alias(BAD),
            Sign.of(
                            UNABLE + "(?:kernel paging request|page fault for address|kernel data access)",
                            "BUG: unable to handle kernel paging request in {}",
                            BAD_ACCESS,
                            INTERRUPTED)
                    .alias(BAD),
            Sign.of(
                            UNABLE
                                    + "kernel ([a-z -]+?)(?: (?:outside|without) uaccess routines)?(?: (?:at|for|in) |$)",
                            "BUG: unable to handle kernel $1 in {}",
                            BAD_ACCESS,
                            INTERRUPTED)
                    .alias(BAD),

            // arch/x86/kernel/traps.c; where the processor faults in user mode, the line begins with "traps:" and says
            // "ip:"
            Sign.of(
                            "general protection fault(?<!traps: .{0,60}general protection fault)(?!.{0,20} ip:)",
                            "general protection fault in {}",
                            BAD_ACCESS,
                            INTERRUPTED)
                    .alias(BAD),

            // arch/x86/kernel/dumpstack.c, arch/arm64/kernel/traps.c, arch/riscv/kernel/traps.c
            Sign.of(
                            "BUG: (?:\\w+ )?stack guard page was hit",
                            "BUG: stack guard page was hit in {}",
                            FAULT,
                            INTERRUPTED)
                    .alias(OVERFLOW),
            Sign.of("Insufficient stack space to handle exception", "kernel stack overflow in {}", FAULT, INTERRUPTED)
                    .alias(OVERFLOW));

    static final List<Sign> OTHERS = List.of(
            // arch/x86/kernel/traps.c, arch/x86/mm/extable.c
            Sign.of(
                    "^(?:Oops: )?stack segment: [0-9a-f]{1,16}" + DIED,
                    "stack segment fault in {}",
                    FAULT,
                    INTERRUPTED),
            Sign.of("PANIC: double fault", "PANIC: double fault in {}", FAULT, INTERRUPTED),
            Sign.of("PANIC: early exception", "PANIC: early exception in {}", FAULT, INTERRUPTED),

            // kernel/cfi.c, arch/arm64/kernel/traps.c
            Sign.of("CFI failure", "CFI failure in {}", FAULT, NAMED),

            // arch/arm, arch/arm64: a fault that has no handler
            Sign.of("^Unhandled (?:prefetch abort|fault): ([a-z][a-z -]{2,50}?) \\(0x", "$1 in {}", FAULT, INTERRUPTED),
            Sign.of("^Internal error: Oops - BUG:", "kernel BUG in {}", Kind.BUG, INTERRUPTED),

            // arch/mips, arch/loongarch, arch/riscv: traps.c
            Sign.of("^Kernel (?:bug detected|BUG)" + DIED, "kernel BUG in {}", Kind.BUG, INTERRUPTED),

            // die() of every architecture, its own word for the exception before the error code or the count
            Sign.of(
                    "^(?:Oops: |Oops - |Internal error: (?:Oops - )?)?([A-Za-z][A-Za-z0-9/ -]{2,40}): [0-9a-f]{1,16}(?: ilc:\\d)?"
                            + DIED,
                    "$1 in {}",
                    FAULT,
                    INTERRUPTED),
            Sign.of("^Oops - ([a-z][a-z /()-]{2,40}?)" + DIED, "$1 in {}", FAULT, INTERRUPTED),
            Sign.of("^(Internal error|Oops)(?: -|:)?.*" + DIED, "$1 in {}", FAULT, INTERRUPTED));

    private FaultSigns() {}
}
