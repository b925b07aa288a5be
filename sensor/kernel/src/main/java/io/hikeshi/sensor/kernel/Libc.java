package io.hikeshi.sensor.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.IntByReference;
import org.jspecify.annotations.Nullable;

/**
 * The one door to C; {@link SocketCalls} and {@link PtraceCalls} are rooms of it. Every call throws what it was asked and why
 * the kernel said no.
 */
final class Libc {
    /** {@code sys/mman.h}. */
    static final int PROT_READ = 1;

    static final int PROT_WRITE = 2;
    static final int MAP_SHARED = 1;
    /** {@code linux/time.h}. */
    static final int CLOCK_MONOTONIC = 1;

    static final int CLOCK_BOOTTIME = 7;
    /** {@code sys/eventfd.h}. */
    static final int EFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;
    /** {@code asm-generic/resource.h}. */
    static final int RLIMIT_CORE = 4;

    static final int RLIMIT_MEMLOCK = 8;
    /** {@code sys/types.h}. */
    static final int O_RDWR = 2;
    /** At least {@code sizeof(posix_spawn_file_actions_t)} in spawn.h. */
    static final int SPAWN_FILE_ACTIONS = 128;

    private static final boolean ARM64 = Platform.isARM() && Platform.is64Bit();
    /** {@code asm/unistd_64.h} on x86-64, {@code asm-generic/unistd.h} on arm64. */
    static final int SYS_BPF = ARM64 ? 280 : 321;

    static final int SYS_PERF_EVENT_OPEN = ARM64 ? 241 : 298;
    /** {@code linux/perf_event.h}. */
    static final int PERF_FLAG_FD_CLOEXEC = 8;

    private Libc() {}

    /** @param attributes a {@code union bpf_attr}, {@code linux/bpf.h} */
    static int bpf(int command, Memory attributes, String what) throws SystemCallException {
        long fd = C.syscall(SYS_BPF, command, Pointer.nativeValue(attributes), attributes.size(), 0, 0, 0);
        if (fd < 0) throw SystemCallException.after("bpf", what);
        return (int) fd;
    }

    /** Every process on one CPU. @param attributes a {@code struct perf_event_attr}, {@code linux/perf_event.h} */
    static int perfEventOpen(Memory attributes, int cpu) throws SystemCallException {
        long fd = C.syscall(SYS_PERF_EVENT_OPEN, Pointer.nativeValue(attributes), -1, cpu, -1, PERF_FLAG_FD_CLOEXEC, 0);
        if (fd < 0) throw SystemCallException.after("perf_event_open", "cpu " + cpu);
        return (int) fd;
    }

    static void ioctl(int fd, long request, long argument) throws SystemCallException {
        if (C.ioctl(fd, new NativeLong(request), argument) < 0)
            throw SystemCallException.after("ioctl", Long.toHexString(request), argument);
    }

    static void ioctl(int fd, long request, String text) throws SystemCallException {
        try (var argument = new Memory(text.length() + 1L)) {
            argument.setString(0, text, "US-ASCII");
            if (C.ioctl(fd, new NativeLong(request), Pointer.nativeValue(argument)) < 0)
                throw SystemCallException.after("ioctl", Long.toHexString(request), text);
        }
    }

    static Pointer mmapShared(long length, int protection, int fd, long offset) throws SystemCallException {
        var memory = C.mmap(Pointer.NULL, length, protection, MAP_SHARED, fd, offset);
        if (Pointer.nativeValue(memory) == -1) throw SystemCallException.after("mmap", length, protection, fd, offset);
        return memory;
    }

    /** Fails only for what mmap never returned. */
    static void munmap(Pointer memory, long length) {
        C.munmap(memory, length);
    }

    static int pageSize() {
        return C.getpagesize();
    }

    /** @param files an array of {@code struct pollfd}; returns how many are ready, 0 when interrupted */
    static int poll(Memory files, int count, int timeoutMillis) throws SystemCallException {
        int ready = C.poll(files, new NativeLong(count), timeoutMillis);
        if (ready >= 0) return ready;
        if (Native.getLastError() == Errno.EINTR) return 0;
        throw SystemCallException.after("poll", count, timeoutMillis);
    }

    /** Closing is the end of it: Linux frees the descriptor whatever close(2) answers. */
    static void close(int fd) {
        C.close(fd);
    }

    /** Non-blocking. */
    static int eventfd() throws SystemCallException {
        int fd = C.eventfd(0, EFD_CLOEXEC_NONBLOCK);
        if (fd < 0) throw SystemCallException.after("eventfd");
        return fd;
    }

    /** A full or already signalled eventfd is as good as a signalled one. */
    static void signalEvent(int eventfd) {
        C.eventfd_write(eventfd, 1);
    }

    static void clearEvent(int eventfd) {
        try (var value = new Memory(Long.BYTES)) {
            C.eventfd_read(eventfd, value);
        }
    }

    static long clockNanos(int clock) throws SystemCallException {
        try (var time = new Memory(2L * Long.BYTES)) {
            if (C.clock_gettime(clock, time) < 0) throw SystemCallException.after("clock_gettime", clock);
            return time.getLong(0) * 1_000_000_000L + time.getLong(Long.BYTES);
        }
    }

    /** Starts a program with an empty environment and nothing to read from or write to. No shell is involved. */
    static int spawn(String program, String... arguments) throws SystemCallException {
        var pid = new IntByReference();
        var environment = new StringArray(new String[0]);
        try (var actions = new Memory(SPAWN_FILE_ACTIONS)) {
            C.posix_spawn_file_actions_init(actions);
            C.posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDWR, 0);
            C.posix_spawn_file_actions_adddup2(actions, 0, 1);
            C.posix_spawn_file_actions_adddup2(actions, 0, 2);
            int errno = C.posix_spawn(pid, program, actions, null, new StringArray(arguments), environment);
            C.posix_spawn_file_actions_destroy(actions);
            if (errno != 0) throw SystemCallException.of(errno, "posix_spawn", program);
            return pid.getValue();
        }
    }

    static void kill(int pid, int signal) throws SystemCallException {
        if (C.kill(pid, signal) < 0) throw SystemCallException.after("kill", pid, Signals.name(signal));
    }

    /** Blocks until the child has ended; returns its wait status. */
    static int waitpid(int pid) throws SystemCallException {
        var status = new IntByReference();
        if (C.waitpid(pid, status, 0) < 0) throw SystemCallException.after("waitpid", pid);
        return status.getValue();
    }

    /** @param pid 0 for this process; both limits become {@code value}, -1 for no limit */
    static void limit(int pid, int resource, long value) throws SystemCallException {
        try (var limits = new Memory(2L * Long.BYTES)) {
            limits.setLong(0, value);
            limits.setLong(Long.BYTES, value);
            if (C.prlimit(pid, resource, limits, null) < 0)
                throw SystemCallException.after("prlimit", pid, resource, value);
        }
    }

    static String describe(int errno) {
        return C.strerror(errno);
    }

    /** JNA's direct mapping: primitives and pointers only, so that a call costs no reflection and makes no garbage. */
    private static final class C {
        static {
            Native.register(C.class, Platform.C_LIBRARY_NAME);
        }

        static native long syscall(long number, long a, long b, long c, long d, long e, long f);

        static native Pointer mmap(
                @Nullable Pointer address, long length, int protection, int flags, int fd, long offset);

        static native int ioctl(int fd, NativeLong request, long argument);

        static native int getpagesize();

        static native int munmap(Pointer address, long length);

        static native int poll(Pointer files, NativeLong count, int timeoutMillis);

        static native int close(int fd);

        static native int eventfd(int initial, int flags);

        static native int eventfd_write(int fd, long value);

        static native int eventfd_read(int fd, Pointer value);

        static native int clock_gettime(int clock, Pointer time);

        static native int posix_spawn(
                IntByReference pid,
                String path,
                @Nullable Pointer fileActions,
                @Nullable Pointer attributes,
                Pointer arguments,
                Pointer environment);

        static native int posix_spawn_file_actions_init(Pointer actions);

        static native int posix_spawn_file_actions_addopen(Pointer actions, int fd, String path, int flags, int mode);

        static native int posix_spawn_file_actions_adddup2(Pointer actions, int fd, int copy);

        static native int posix_spawn_file_actions_destroy(Pointer actions);

        static native int kill(int pid, int signal);

        static native int waitpid(int pid, IntByReference status, int options);

        static native int prlimit(int pid, int resource, Pointer limits, @Nullable Pointer old);

        static native String strerror(int errno);
    }
}
