package io.hikeshi.sensor.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Traces threads and lets them go on as if nobody did: ptrace(2). All of it must be called on one thread, since a tracee knows
 * only the thread that traces it; when that thread ends, the kernel lets all tracees go.
 */
final class Tracer {
    /** How a traced thread ended. */
    record End(int tid, int status, Optional<Fault> fault) {}

    /** {@code linux/ptrace.h}. */
    static final int PTRACE_CONT = 7, PTRACE_GETEVENTMSG = 0x4201, PTRACE_GETSIGINFO = 0x4202;

    static final int PTRACE_SEIZE = 0x4206, PTRACE_LISTEN = 0x4208;
    static final int PTRACE_EVENT_EXIT = 6, PTRACE_EVENT_STOP = 128;
    /** {@code PTRACE_O_TRACEFORK | VFORK | CLONE | EXIT}: children are traced from birth. */
    static final int OPTIONS = 1 << 1 | 1 << 2 | 1 << 3 | 1 << PTRACE_EVENT_EXIT;

    /** SIGSTOP SIGTSTP SIGTTIN SIGTTOU. */
    static final Set<Integer> STOPPING = Set.of(19, 20, 21, 22);
    /** {@code siginfo_t}, 128 bytes: si_signo, si_errno, si_code, si_addr. */
    static final int SIGINFO_BYTES = 128, CODE = 8, ADDRESS = 16;
    /** {@code bits/waitstatus.h}. */
    static final int STOPPED = 0x7f, CONTINUED = 0xffff;

    private final Map<Integer, Fault> faults = new HashMap<>();
    private final IntByReference status = new IntByReference();
    private final Memory answer = new Memory(SIGINFO_BYTES);

    /** Does not stop it. False if it is gone, may not be traced, or already is. */
    boolean seize(int tid) {
        try {
            PtraceCalls.ptrace(PTRACE_SEIZE, tid, OPTIONS);
            return true;
        } catch (SystemCallException e) {
            return false;
        }
    }

    /**
     * Blocks until a tracee stops or ends, and lets it go on.
     *
     * @param ending hears of an end while the thread can still be looked at
     * @throws SystemCallException with ECHILD if nothing is traced any more
     */
    void next(Consumer<End> ending) throws SystemCallException {
        int tid = PtraceCalls.waitForTracee(status);
        if (tid == 0 || status.getValue() == CONTINUED) return;
        if ((status.getValue() & 0xff) != STOPPED) {
            ending.accept(new End(tid, status.getValue(), Optional.ofNullable(faults.remove(tid))));
            return;
        }
        try {
            stopped(tid, status.getValue() >> 8 & 0xff, status.getValue() >> 16, ending);
        } catch (SystemCallException e) {
            if (e.errno() != Errno.ESRCH) throw e; // killed while it was stopped; its end follows
        }
    }

    private void stopped(int tid, int signal, int event, Consumer<End> ending) throws SystemCallException {
        switch (event) {
            case 0 -> deliver(tid, signal);
            case PTRACE_EVENT_STOP ->
                PtraceCalls.ptrace(STOPPING.contains(signal) ? PTRACE_LISTEN : PTRACE_CONT, tid, 0);
            case PTRACE_EVENT_EXIT -> {
                PtraceCalls.ptrace(PTRACE_GETEVENTMSG, tid, Pointer.nativeValue(answer));
                ending.accept(new End(tid, (int) answer.getLong(0), Optional.ofNullable(faults.remove(tid))));
                PtraceCalls.ptrace(PTRACE_CONT, tid, 0);
            }
            default -> PtraceCalls.ptrace(PTRACE_CONT, tid, 0);
        }
    }

    /** The thread gets the signal that it was stopped for. */
    private void deliver(int tid, int signal) throws SystemCallException {
        if (Signals.isCore(signal)) {
            PtraceCalls.ptrace(PTRACE_GETSIGINFO, tid, Pointer.nativeValue(answer));
            faults.put(tid, new Fault(signal, answer.getInt(CODE), answer.getLong(ADDRESS)));
        }
        PtraceCalls.ptrace(PTRACE_CONT, tid, signal);
    }
}
