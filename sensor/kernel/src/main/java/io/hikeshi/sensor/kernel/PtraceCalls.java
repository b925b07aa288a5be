package io.hikeshi.sensor.kernel;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

/** The part of {@link Libc} that speaks of tracing, and of the thread that traces. */
final class PtraceCalls {
    /** {@code __WALL | __WNOTHREAD} in {@code linux/wait.h}: no child of another thread is reaped by mistake. */
    static final int WALL_OF_THIS_THREAD = 0x40000000 | 0x20000000;

    private PtraceCalls() {}

    /**
     * Blocks until a tracee of the calling thread stops or ends.
     *
     * @param status receives its wait status
     * @return its thread id; 0 if a signal came first
     * @throws SystemCallException with ECHILD if this thread has no tracee
     */
    static int waitForTracee(IntByReference status) throws SystemCallException {
        int tid = C.waitpid(-1, status, WALL_OF_THIS_THREAD);
        if (tid < 0 && Native.getLastError() != Errno.EINTR) throw SystemCallException.after("waitpid", "any tracee");
        return Math.max(0, tid);
    }

    static void ptrace(int request, int tid, long data) throws SystemCallException {
        if (C.ptrace(request, tid, 0, data) < 0) {
            throw SystemCallException.after("ptrace", "0x" + Integer.toHexString(request), tid);
        }
    }

    /** The calling thread's id. */
    static int gettid() {
        return C.gettid();
    }

    /** Lets {@link #interrupt} end a call that a thread of this process is blocked in; the signal does nothing else. */
    static void makeInterrupting(int signal) {
        C.signal(signal, NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("abs"));
        C.siginterrupt(signal, 1);
    }

    /** A thread that is not there any more needs no interruption. */
    static void interrupt(int pid, int tid, int signal) {
        C.tgkill(pid, tid, signal);
    }

    private static final class C {
        static {
            Native.register(C.class, Platform.C_LIBRARY_NAME);
        }

        static native int waitpid(int pid, IntByReference status, int options);

        static native long ptrace(int request, int tid, long address, long data);

        static native int gettid();

        static native int tgkill(int pid, int tid, int signal);

        static native Pointer signal(int signal, Pointer handler);

        static native int siginterrupt(int signal, int flag);
    }
}
