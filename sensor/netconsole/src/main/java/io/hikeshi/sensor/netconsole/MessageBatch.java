package io.hikeshi.sensor.netconsole;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.nativeOrder;

import com.sun.jna.Memory;
import io.hikeshi.sensor.netconsole.wire.Datagram;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Room for what one {@code recvmmsg} answers. Offsets are those of 64-bit Linux. */
final class MessageBatch implements AutoCloseable {
    static final int MESSAGES = 128;

    /** {@code struct mmsghdr} in {@code sys/socket.h}. */
    static final int HEADER = 64, NAME = 0, NAME_LENGTH = 8, VECTORS = 16, VECTOR_COUNT = 24, LENGTH = 56;

    /** {@code struct iovec} in {@code sys/uio.h}. */
    static final int VECTOR = 16, BASE = 0, BASE_LENGTH = 8;

    /** One byte more than is read, so that a longer datagram shows. */
    static final int PAYLOAD = Datagram.LONGEST + 1;

    private final Memory headers = new Memory((long) MESSAGES * HEADER);
    private final Memory vectors = new Memory((long) MESSAGES * VECTOR);
    private final Memory senders = new Memory((long) MESSAGES * SocketAddresses.ROOM);
    private final Memory payloads = new Memory((long) MESSAGES * PAYLOAD);
    private final ByteBuffer headerBytes =
            headers.getByteBuffer(0, headers.size()).order(nativeOrder());
    private final ByteBuffer senderBytes =
            senders.getByteBuffer(0, senders.size()).order(BIG_ENDIAN);
    private final ByteBuffer payloadBytes = payloads.getByteBuffer(0, payloads.size());

    MessageBatch() {
        headers.clear();
        for (int i = 0; i < MESSAGES; i++) {
            long vector = (long) i * VECTOR;
            vectors.setPointer(vector + BASE, payloads.share((long) i * PAYLOAD));
            vectors.setLong(vector + BASE_LENGTH, PAYLOAD);
            long header = (long) i * HEADER;
            headers.setPointer(header + NAME, senders.share((long) i * SocketAddresses.ROOM));
            headers.setInt(header + NAME_LENGTH, SocketAddresses.ROOM);
            headers.setPointer(header + VECTORS, vectors.share(vector));
            headers.setLong(header + VECTOR_COUNT, 1);
        }
    }

    /** How many datagrams were there; the negative errno if none was. */
    int receive(int fd) {
        return SocketCalls.receive(fd, headers, MESSAGES);
    }

    int length(int index) {
        return headerBytes.getInt(index * HEADER + LENGTH);
    }

    void copy(int index, byte[] target, int length) {
        payloadBytes.get(index * PAYLOAD, target, 0, length);
    }

    /** Who sent it. Also gives back the room for the next one's address, whose length the kernel has changed. */
    Source sender(int index) {
        headerBytes.putInt(index * HEADER + NAME_LENGTH, SocketAddresses.ROOM);
        return SocketAddresses.read(senderBytes, index * SocketAddresses.ROOM);
    }

    @Override
    public void close() {
        for (var memory : Arrays.asList(headers, vectors, senders, payloads)) memory.close();
    }
}
