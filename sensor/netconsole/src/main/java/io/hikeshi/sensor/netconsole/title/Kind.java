package io.hikeshi.sensor.netconsole.title;

import java.util.Locale;

/** What sort of trouble a kernel reports. */
public enum Kind {
    /** The text reports nothing. */
    NONE,
    /** The kernel gave up, and said no more than that. */
    PANIC,
    /** Memory that is not there, or not the kernel's to touch. */
    BAD_ACCESS,
    /** Any other exception of the processor. */
    FAULT,
    /** An assertion that the kernel does not survive. */
    BUG,
    /** An assertion that it survives. */
    WARNING,
    /** Found by KASAN, KMSAN, KCSAN, KFENCE or UBSAN. */
    SANITIZER,
    /** Found by lockdep. */
    LOCKING,
    /** Sleeping or scheduling where that is forbidden. */
    ATOMIC,
    /** A processor makes no progress. */
    STALL,
    /** A task makes no progress. */
    HANG,
    LEAK,
    /** A processor, memory or firmware reports a fault of its own. */
    HARDWARE_ERROR,
    /** A disk, or the file system on it. */
    IO_ERROR,
    OUT_OF_MEMORY,
    /** What something beside the kernel printed there. */
    OTHER;

    /** As events call it: {@code bad-access}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
