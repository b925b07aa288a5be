package io.hikeshi.sensor.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signals by name: {@code asm-generic/signal.h} and the {@code si_code} values of {@code asm-generic/siginfo.h}. */
final class Signals {
    static final int SIGABRT = 6;
    static final int SIGKILL = 9;

    /** Default action core: SIGQUIT ILL TRAP ABRT BUS FPE SEGV XCPU XFSZ SYS. {@code SIG_KERNEL_COREDUMP_MASK} in linux/signal.h. */
    static final long CORE_MASK = maskOf(3, 4, 5, 6, 7, 8, 11, 24, 25, 31);

    /** {@code SI_KERNEL}: sent by the kernel without saying more, as for a non-canonical address. */
    private static final int SI_KERNEL = 0x80;

    /** Signals whose siginfo carries {@code si_addr}: ILL TRAP BUS FPE SEGV. */
    private static final long FAULT_MASK = maskOf(4, 5, 7, 8, 11);

    /** The C library keeps 32 and 33 for itself, so that real-time signals are counted from 34, as {@code kill -l} does. */
    private static final int SIGRTMIN = 34;

    private static final String[] NAMES = {
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    /** Codes from 1 upwards mean something else for each signal. */
    private static final Map<Integer, String[]> CODES = Map.of(
            4,
            new String[] {
                "ILL_ILLOPC",
                "ILL_ILLOPN",
                "ILL_ILLADR",
                "ILL_ILLTRP",
                "ILL_PRVOPC",
                "ILL_PRVREG",
                "ILL_COPROC",
                "ILL_BADSTK",
                "ILL_BADIADDR"
            },
            5,
            new String[] {"TRAP_BRKPT", "TRAP_TRACE", "TRAP_BRANCH", "TRAP_HWBKPT", "TRAP_UNK", "TRAP_PERF"},
            7,
            new String[] {"BUS_ADRALN", "BUS_ADRERR", "BUS_OBJERR", "BUS_MCEERR_AR", "BUS_MCEERR_AO"},
            8,
            new String[] {
                "FPE_INTDIV",
                "FPE_INTOVF",
                "FPE_FLTDIV",
                "FPE_FLTOVF",
                "FPE_FLTUND",
                "FPE_FLTRES",
                "FPE_FLTINV",
                "FPE_FLTSUB"
            },
            11,
            new String[] {
                "SEGV_MAPERR",
                "SEGV_ACCERR",
                "SEGV_BNDERR",
                "SEGV_PKUERR",
                "SEGV_ACCADI",
                "SEGV_ADIDERR",
                "SEGV_ADIPERR",
                "SEGV_MTEAERR",
                "SEGV_MTESERR",
                "SEGV_CPERR"
            },
            31,
            new String[] {"SYS_SECCOMP", "SYS_USER_DISPATCH"});

    /** Who sent it, whatever the signal. */
    private static final Map<Integer, String> SENDERS = Map.of(
            SI_KERNEL,
            "SI_KERNEL",
            0,
            "SI_USER",
            -1,
            "SI_QUEUE",
            -2,
            "SI_TIMER",
            -3,
            "SI_MESGQ",
            -4,
            "SI_ASYNCIO",
            -5,
            "SI_SIGIO",
            -6,
            "SI_TKILL",
            -7,
            "SI_DETHREAD",
            -60,
            "SI_ASYNCNL");

    private Signals() {}

    static boolean isCore(int signal) {
        return isIn(CORE_MASK, signal);
    }

    /** {@code SIGSEGV}, {@code SIGRTMIN+2}; {@code SIG32} for a number that has no name. */
    static String name(int signal) {
        if (signal >= 1 && signal <= NAMES.length) return "SIG" + NAMES[signal - 1];
        if (signal == SIGRTMIN) return "SIGRTMIN";
        return signal > SIGRTMIN && signal <= 64 ? "SIGRTMIN+" + (signal - SIGRTMIN) : "SIG" + signal;
    }

    /** {@code SEGV_MAPERR}; null for a code that this header does not name. */
    static @Nullable String code(int signal, int code) {
        var own = CODES.get(signal);
        if (own != null && code >= 1 && code <= own.length) return own[code - 1];
        return SENDERS.get(code);
    }

    static boolean hasFaultAddress(int signal, int code) {
        return isIn(FAULT_MASK, signal) && code > 0 && code < SI_KERNEL;
    }

    private static boolean isIn(long mask, int signal) {
        return signal >= 1 && signal < Long.SIZE && (mask >>> signal & 1) == 1;
    }

    private static long maskOf(int... signals) {
        long mask = 0;
        for (int signal : signals) mask |= 1L << signal;
        return mask;
    }
}
