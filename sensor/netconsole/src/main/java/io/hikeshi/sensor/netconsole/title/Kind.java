package io.hikeshi.sensor.netconsole.title;

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
    OTHER
}
