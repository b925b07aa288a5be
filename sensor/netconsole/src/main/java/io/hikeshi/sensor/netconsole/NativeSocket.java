package io.hikeshi.sensor.netconsole;

import com.sun.jna.Memory;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A bound UDP socket. Java's own knows neither {@code recvmmsg} nor a buffer beyond {@code net.core.rmem_max}. */
final class NativeSocket implements AutoCloseable {
    private final int fd;

    private NativeSocket(int fd) {
        this.fd = fd;
    }

    static NativeSocket open(InetSocketAddress address, int bufferBytes, Sharing sharing) throws IOException {
        if (address.isUnresolved()) throw UnheardException.unresolved(address);
        int fd = SocketCalls.socket(SocketAddresses.family(address));
        if (fd < 0) throw UnheardException.of(address, -fd);
        var socket = new NativeSocket(fd);
        int answer = socket.prepare(address, bufferBytes, sharing);
        if (answer >= 0) return socket;
        socket.close();
        throw UnheardException.of(address, -answer);
    }

    int receive(MessageBatch batch) {
        return batch.receive(fd);
    }

    /** Positive once there is something to read; 0 if there is not within that time; else the negative errno. */
    int awaitInput(int timeoutMillis) {
        return SocketCalls.awaitInput(fd, timeoutMillis);
    }

    int port() {
        try (var address = new Memory(SocketAddresses.ROOM)) {
            SocketCalls.getsockname(fd, address);
            return Short.toUnsignedInt(Short.reverseBytes(address.getShort(SocketAddresses.PORT)));
        }
    }

    int bufferBytes() {
        return (int) option(SocketCalls.SO_RCVBUF, 1, 0);
    }

    /** Of this socket alone, exact at any time; {@code SO_RXQ_OVFL} would tell only with the next datagram. */
    long drops() {
        return option(SocketCalls.SO_MEMINFO, SocketCalls.SK_MEMINFO_VARS, SocketCalls.SK_MEMINFO_DROPS);
    }

    @Override
    public void close() {
        SocketCalls.close(fd);
    }

    private int prepare(InetSocketAddress address, int bufferBytes, Sharing sharing) {
        if (SocketCalls.set(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_RCVBUFFORCE, bufferBytes) < 0)
            SocketCalls.set(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_RCVBUF, bufferBytes);
        if (SocketAddresses.family(address) == SocketCalls.AF_INET6)
            SocketCalls.set(fd, SocketCalls.IPPROTO_IPV6, SocketCalls.IPV6_V6ONLY, 0);
        if (sharing == Sharing.NEXT) share();
        int answer = bind(address);
        if (answer >= 0 && sharing == Sharing.FIRST) return share();
        return answer;
    }

    private int bind(InetSocketAddress address) {
        try (var bytes = SocketAddresses.write(address)) {
            return SocketCalls.bind(fd, bytes);
        }
    }

    private int share() {
        return SocketCalls.set(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_REUSEPORT, 1);
    }

    /** -1 if the kernel does not know the option. */
    private long option(int option, int values, int index) {
        try (var memory = new Memory((long) values * Integer.BYTES)) {
            int answer = SocketCalls.get(fd, SocketCalls.SOL_SOCKET, option, memory);
            return answer < 0 ? -1 : Integer.toUnsignedLong(memory.getInt((long) index * Integer.BYTES));
        }
    }
}
