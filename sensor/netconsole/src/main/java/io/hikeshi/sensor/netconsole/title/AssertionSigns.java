package io.hikeshi.sensor.netconsole.title;

import static io.hikeshi.sensor.netconsole.title.Kind.BUG;
import static io.hikeshi.sensor.netconsole.title.Kind.WARNING;
import static io.hikeshi.sensor.netconsole.title.Sign.Suspect.CALLING;
import static io.hikeshi.sensor.netconsole.title.Sign.Suspect.INTERRUPTED;
import static io.hikeshi.sensor.netconsole.title.Sign.Suspect.NAMED;

import java.util.List;

/** What the kernel's own checks find: BUG, WARN, and files that warn for their callers. */
final class AssertionSigns {
    static final List<Sign> ALL = List.of(
            // lib/list_debug.c, mm/usercopy.c, lib/bug.c, include/asm-generic/bug.h
            Sign.of(
                    "^(?:list_(?:add|del)(?: double add| corruption)|kernel BUG at lib/list_debug\\.c)",
                    "BUG: corrupted list in {}",
                    BUG,
                    INTERRUPTED),
            Sign.of("kernel BUG at mm/usercopy\\.c", "BUG: bad usercopy in {}", BUG, INTERRUPTED)
                    .passing(Family.COPYING),
            Sign.of("kernel BUG at (\\S+)!?", "kernel BUG in {}", BUG, INTERRUPTED),
            Sign.of("BUG: failure at \\S+:\\d+/(\\w+)\\(\\)", "kernel BUG in $1", BUG),

            // mm/slub.c
            Sign.of("^BUG \\S{1,80} \\([^)]{1,60}\\): ([A-Z][A-Za-z ]{4,40})", "BUG: $1", BUG),

            // rust/kernel/lib.rs
            Sign.of("^rust_kernel: panicked at ", Sign.NEXT_LINE + " in {}", BUG, CALLING),

            // kernel/panic.c
            warning("lib/refcount\\.c", "", "WARNING: refcount bug in {}").passing(Family.OBJECTS, Family.DEVICES),
            warning("lib/debugobjects\\.c", "", "WARNING: ODEBUG bug in {}").passing(Family.OBJECT_DEBUG),
            warning("lib/kobject\\.c", "", "WARNING: kobject bug in {}").passing(Family.OBJECTS, Family.DEVICES),
            warning("lib/list_debug\\.c", "", "BUG: corrupted list in {}"),
            warning("mm/usercopy\\.c", "", "WARNING: bad usercopy in {}").passing(Family.COPYING),
            warning("mm/vmalloc\\.c", "_*vmalloc", "WARNING: zero-size vmalloc in {}"),
            warning("mm/\\S+\\.c", "\\w*malloc", "WARNING: kmalloc bug in {}"),
            warning("kernel/locking/\\S+\\.c", "", "WARNING: locking bug in {}"),
            warning("fs/proc/generic\\.c", "proc_register", "WARNING: proc registration bug in {}")
                    .passing(Family.PROC),
            warning("drivers/usb/core/urb\\.c", "", "WARNING in {}/usb_submit_urb"),
            warning("\\S+", "", "WARNING in {}"),

            // arch/x86/kernel/unwind_frame.c
            Sign.of(
                    "WARNING: kernel stack (regs|frame pointer) .*has bad ",
                    "WARNING: kernel stack $1 has bad value",
                    WARNING));

    private AssertionSigns() {}

    /** {@code WARNING: at FILE:LINE FUNCTION} of old, with the processor since 3.11, {@code WARNING: FILE:LINE at} since 6.18. */
    private static Sign warning(String file, String function, String title) {
        String place = "(?:\\./)?" + file + ":\\d+";
        String line = "WARNING: (?:(?:CPU: \\d+ (?:UID: \\d+ )?PID: \\d+ )?at " + place + "|" + place + " at)";
        return Sign.of(line + (function.isEmpty() ? "(?: |$)" : " " + function), title, WARNING, NAMED)
                .alias("WARNING in {}");
    }
}
