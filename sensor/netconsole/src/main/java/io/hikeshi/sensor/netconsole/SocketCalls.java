package io.hikeshi.sensor.netconsole;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import org.jspecify.annotations.Nullable;

/**
 * The C library's calls for sockets that Java has no words for. Each answers what the manual says, or the negative errno.
 * Numbers are those of {@code asm-generic}, which x86-64 and arm64 share.
 */
final class SocketCalls {
    static final int AF_INET = 2, AF_INET6 = 10;
    static final int SOCK_DGRAM = 2, SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1, SO_RCVBUF = 8, SO_REUSEPORT = 15, SO_RCVBUFFORCE = 33, SO_MEMINFO = 55;
    static final int IPPROTO_IPV6 = 41, IPV6_V6ONLY = 26;
    static final int MSG_DONTWAIT = 0x40;
    static final int EINTR = 4, EAGAIN = 11;

    /** {@code linux/sock_diag.h}: where the drops stand in the array of {@code SO_MEMINFO}, and how long it is. */
    static final int SK_MEMINFO_DROPS = 8, SK_MEMINFO_VARS = 9;

    static final short POLLIN = 1;
    static final int POLLFD_BYTES = 8, POLLFD_EVENTS = 4;

    private SocketCalls() {}

    static int socket(int family) {
        return answer(C.socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    }

    static int bind(int fd, Memory address) {
        return answer(C.bind(fd, address, (int) address.size()));
    }

    /** @param address receives the socket's own address */
    static int getsockname(int fd, Memory address) {
        return answer(C.getsockname(fd, address, new IntByReference((int) address.size())));
    }

    static int set(int fd, int level, int option, int value) {
        try (var memory = new Memory(Integer.BYTES)) {
            memory.setInt(0, value);
            return answer(C.setsockopt(fd, level, option, memory, Integer.BYTES));
        }
    }

    /** @param values receives the option's value */
    static int get(int fd, int level, int option, Memory values) {
        return answer(C.getsockopt(fd, level, option, values, new IntByReference((int) values.size())));
    }

    /** Does not wait. @param messages an array of {@code struct mmsghdr}; returns how many were filled */
    static int receive(int fd, Memory messages, int count) {
        return answer(C.recvmmsg(fd, messages, count, MSG_DONTWAIT, null));
    }

    /** Waits until there is something to read; 0 if there is not within that time. */
    static int awaitInput(int fd, int timeoutMillis) {
        try (var file = new Memory(POLLFD_BYTES)) {
            file.setInt(0, fd);
            file.setInt(POLLFD_EVENTS, POLLIN);
            return answer(C.poll(file, new NativeLong(1), timeoutMillis));
        }
    }

    /** Linux frees the descriptor whatever close(2) answers. */
    static void close(int fd) {
        C.close(fd);
    }

    static String describe(int errno) {
        return C.strerror(errno);
    }

    /** To be called right after the call, on its thread, because that is how long errno lasts. */
    private static int answer(int result) {
        return result < 0 ? -Native.getLastError() : result;
    }

    /** JNA's direct mapping: primitives and pointers only, so that a call costs no reflection and makes no garbage. */
    private static final class C {
        static {
            Native.register(C.class, Platform.C_LIBRARY_NAME);
        }

        static native int socket(int domain, int type, int protocol);

        static native int bind(int fd, Pointer address, int length);

        static native int getsockname(int fd, Pointer address, IntByReference length);

        static native int setsockopt(int fd, int level, int name, Pointer value, int length);

        static native int getsockopt(int fd, int level, int name, Pointer value, IntByReference length);

        static native int recvmmsg(int fd, Pointer messages, int count, int flags, @Nullable Pointer timeout);

        static native int poll(Pointer files, NativeLong count, int timeoutMillis);

        static native int close(int fd);

        static native String strerror(int errno);
    }
}
