package io.hikeshi.sensor.kernel;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The kernel's proc connector: Documentation/driver-api/connector.rst. Asks for it when opened, and gives it back when closed. */
final class ConnectorSocket implements AutoCloseable {
    static final int AF_NETLINK = 16, SOCK_DGRAM = 2, SOCK_CLOEXEC = 0x80000, NETLINK_CONNECTOR = 11;
    static final int SOL_SOCKET = 1, SO_RCVBUFFORCE = 33;
    /** Some 30,000 ends that nobody has read yet. */
    static final int RECEIVE_BUFFER = 8 << 20;

    /** {@code struct sockaddr_nl}: u16 family, u16 padding, u32 port, u32 groups. */
    static final int ADDRESS_BYTES = 12, FAMILY = 0, PORT = 4, GROUPS = 8;
    /** {@code struct nlmsghdr}: u32 length, u16 type, u16 flags, u32 sequence, u32 port. */
    static final int LENGTH = 0, TYPE = 4, NLMSG_DONE = 3;
    /** {@code struct cn_msg}: u32 index, u32 value, u32 sequence, u32 acknowledged, u16 length, u16 flags. */
    static final int INDEX = 16, VALUE = 20, PAYLOAD_LENGTH = 32, PAYLOAD = 36;

    static final int CN_IDX_PROC = 1, CN_VAL_PROC = 1;
    static final int PROC_CN_MCAST_LISTEN = 1, PROC_CN_MCAST_IGNORE = 2;
    /** {@code PROC_EVENT_COREDUMP | PROC_EVENT_NONZERO_EXIT}, for kernels that filter. */
    static final int WANTED = 0x60000000;

    private final int fd;
    private final boolean filtered;
    private final Memory datagram = new Memory(64 << 10);
    private final ByteBuffer bytes = datagram.getByteBuffer(0, datagram.size()).order(ByteOrder.LITTLE_ENDIAN);
    private final Memory sender = new Memory(ADDRESS_BYTES);

    private ConnectorSocket(int fd, boolean filtered) {
        this.fd = fd;
        this.filtered = filtered;
    }

    /** @param filtered whether this kernel can keep ends with status 0 to itself; one that cannot ignores such a wish silently */
    static ConnectorSocket open(boolean filtered) throws SystemCallException {
        var socket = new ConnectorSocket(
                SocketCalls.socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_CONNECTOR), filtered);
        try {
            socket.bind();
            SocketCalls.setSocketOption(socket.fd, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER);
            socket.send(PROC_CN_MCAST_LISTEN);
            return socket;
        } catch (SystemCallException e) {
            Libc.close(socket.fd);
            throw e;
        }
    }

    private void bind() throws SystemCallException {
        try (var address = new Memory(ADDRESS_BYTES)) {
            address.clear();
            address.setShort(FAMILY, (short) AF_NETLINK);
            address.setInt(GROUPS, CN_IDX_PROC);
            SocketCalls.bind(fd, address);
        }
    }

    private void send(int wish) throws SystemCallException {
        int payload = filtered ? 2 * Integer.BYTES : Integer.BYTES;
        try (var message = new Memory(PAYLOAD + 2L * Integer.BYTES)) {
            message.clear();
            message.setInt(LENGTH, PAYLOAD + payload);
            message.setShort(TYPE, (short) NLMSG_DONE);
            message.setInt(INDEX, CN_IDX_PROC);
            message.setInt(VALUE, CN_VAL_PROC);
            message.setShort(PAYLOAD_LENGTH, (short) payload);
            message.setInt(PAYLOAD, wish);
            message.setInt(PAYLOAD + Integer.BYTES, WANTED);
            SocketCalls.send(fd, message, PAYLOAD + payload);
        }
    }

    int descriptor() {
        return fd;
    }

    /**
     * The events of the next datagram; empty if it does not come from the kernel.
     *
     * @throws SystemCallException with EAGAIN if there is none, with ENOBUFS if some were lost
     */
    List<ProcEvent> receive() throws IOException {
        int length = SocketCalls.receive(fd, datagram, sender);
        return sender.getInt(PORT) == 0
                ? ProcEvent.parse(bytes.slice(0, length).order(ByteOrder.LITTLE_ENDIAN))
                : List.of();
    }

    /** The kernel counts its listeners, and one that vanishes without a word is counted for ever. */
    @Override
    public void close() throws SystemCallException {
        try {
            send(PROC_CN_MCAST_IGNORE);
        } finally {
            Libc.close(fd);
        }
    }
}
