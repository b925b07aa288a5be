package io.hikeshi.sensor.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

/** The part of {@link Libc} that speaks of sockets. */
final class SocketCalls {
    /** {@code bits/socket.h}. */
    static final int MSG_DONTWAIT = 0x40;

    private SocketCalls() {}

    static int socket(int domain, int type, int protocol) throws SystemCallException {
        int fd = C.socket(domain, type, protocol);
        if (fd < 0) throw SystemCallException.after("socket", domain, type, protocol);
        return fd;
    }

    static void bind(int fd, Memory address) throws SystemCallException {
        if (C.bind(fd, address, (int) address.size()) < 0) throw SystemCallException.after("bind", fd);
    }

    static void setSocketOption(int fd, int level, int name, int value) throws SystemCallException {
        try (var option = new Memory(Integer.BYTES)) {
            option.setInt(0, value);
            if (C.setsockopt(fd, level, name, option, Integer.BYTES) < 0)
                throw SystemCallException.after("setsockopt", fd, level, name, value);
        }
    }

    static void send(int fd, Memory message, int length) throws SystemCallException {
        if (C.send(fd, message, new NativeLong(length), 0).longValue() < 0)
            throw SystemCallException.after("send", fd, length);
    }

    /** Does not wait. @param sender receives its address. Returns the length of the datagram. */
    static int receive(int fd, Memory datagram, Memory sender) throws SystemCallException {
        var size = new IntByReference((int) sender.size());
        var length = C.recvfrom(fd, datagram, new NativeLong(datagram.size()), MSG_DONTWAIT, sender, size);
        if (length.longValue() < 0) throw SystemCallException.after("recvfrom", fd);
        return length.intValue();
    }

    private static final class C {
        static {
            Native.register(C.class, Platform.C_LIBRARY_NAME);
        }

        static native int socket(int domain, int type, int protocol);

        static native int bind(int fd, Pointer address, int length);

        static native int setsockopt(int fd, int level, int name, Pointer value, int length);

        static native NativeLong send(int fd, Pointer message, NativeLong length, int flags);

        static native NativeLong recvfrom(
                int fd, Pointer message, NativeLong length, int flags, Pointer sender, IntByReference senderLength);
    }
}
