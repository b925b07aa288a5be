package io.hikeshi.sensor.netconsole;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A socket that netconsole is sent to, read with {@code recvmmsg(2)}: one system call for many datagrams, and a buffer beyond
 * {@code net.core.rmem_max} where we may. For one thread, but for {@link #close} and the counters.
 */
final class Datagrams implements AutoCloseable {
    /** Takes one datagram. */
    interface Taker {
        /**
         * Takes it before it is overwritten.
         *
         * @param bytes overwritten after the call; the datagram is at its beginning
         * @param length one more than {@code Datagram.LONGEST} if it was longer
         */
        void take(Source source, byte[] bytes, int length);
    }

    private final NativeSocket socket;
    private final int port;
    private final int bufferBytes;
    private final MessageBatch batch = new MessageBatch();
    private final byte[] bytes = new byte[MessageBatch.PAYLOAD];

    /** Read-locked by whoever uses the descriptor: a closed one may already be somebody else's file. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean open = true;
    private long dropsAtEnd;

    private Datagrams(NativeSocket socket) {
        this.socket = socket;
        this.port = socket.port();
        this.bufferBytes = socket.bufferBytes();
    }

    /**
     * Listens.
     *
     * @param bufferBytes asked for; the kernel grants twice as much, because it counts its own overhead
     * @throws IOException if nothing can listen there
     */
    static Datagrams open(InetSocketAddress address, int bufferBytes, Sharing sharing) throws IOException {
        return new Datagrams(NativeSocket.open(address, bufferBytes, sharing));
    }

    /**
     * Waits for datagrams and hands out those that are there.
     *
     * @param timeoutMillis at least 1
     * @return how many; 0 after the timeout, or once closed
     */
    int receive(long timeoutMillis, Taker taker) throws IOException {
        use.readLock().lock();
        try {
            return open ? takeThoseThere((int) timeoutMillis, taker) : 0;
        } finally {
            use.readLock().unlock();
        }
    }

    int port() {
        return port;
    }

    /** What the kernel granted for datagrams that nobody has read yet; often less than twice what was asked for. */
    int bufferBytes() {
        return bufferBytes;
    }

    /** Datagrams that the kernel threw away because that buffer was full; -1 if it does not say. Also once closed. */
    long drops() {
        use.readLock().lock();
        try {
            return open ? socket.drops() : dropsAtEnd;
        } finally {
            use.readLock().unlock();
        }
    }

    boolean isOpen() {
        return open;
    }

    /** Waits for a running {@link #receive} to return. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!open) return;
            open = false;
            dropsAtEnd = socket.drops();
            socket.close();
            batch.close();
        } finally {
            use.writeLock().unlock();
        }
    }

    private int takeThoseThere(int timeoutMillis, Taker taker) throws IOException {
        int count = socket.receive(batch);
        if (count == -SocketCalls.EAGAIN && socket.awaitInput(timeoutMillis) > 0) count = socket.receive(batch);
        if (count == -SocketCalls.EAGAIN || count == -SocketCalls.EINTR) return 0;
        if (count < 0)
            throw new IOException("cannot receive on udp port " + port + ": " + SocketCalls.describe(-count));
        for (int i = 0; i < count; i++) hand(i, taker);
        return count;
    }

    private void hand(int index, Taker taker) {
        int length = Math.min(batch.length(index), bytes.length);
        batch.copy(index, bytes, length);
        taker.take(batch.sender(index), bytes, length);
    }
}
