package io.hikeshi.sensor.netconsole;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** {@code recvmmsg(2)}: one system call for many datagrams, and a buffer beyond {@code net.core.rmem_max} where we may. */
final class BatchDatagrams implements Datagrams {
    private static final int MOST_NAMES = 16_384;

    private final NativeSocket socket;
    private final int port;
    private final int bufferBytes;
    private final MessageBatch batch = new MessageBatch();
    private final byte[] bytes = new byte[MessageBatch.PAYLOAD];
    private final Map<Peer, Source> names = new HashMap<>();

    /** Read-locked by whoever uses the descriptor: a closed one may already be somebody else's file. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean open = true;
    private long dropsAtEnd;

    private BatchDatagrams(NativeSocket socket) {
        this.socket = socket;
        this.port = socket.port();
        this.bufferBytes = socket.bufferBytes();
    }

    /** @throws IOException if nothing can listen there */
    static BatchDatagrams open(InetSocketAddress address, int bufferBytes, Sharing sharing) throws IOException {
        return new BatchDatagrams(NativeSocket.open(address, bufferBytes, sharing));
    }

    @Override
    public int receive(long timeoutMillis, Taker taker) throws IOException {
        use.readLock().lock();
        try {
            return open ? takeThoseThere((int) timeoutMillis, taker) : 0;
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int bufferBytes() {
        return bufferBytes;
    }

    @Override
    public long drops() {
        use.readLock().lock();
        try {
            return open ? socket.drops() : dropsAtEnd;
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public boolean isOpen() {
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
        taker.take(name(batch.sender(index)), bytes, length);
    }

    /** Making an address's text costs more than reading its datagram. */
    private Source name(Peer peer) {
        var known = names.get(peer);
        if (known != null) return known;
        if (names.size() == MOST_NAMES) names.clear();
        var source = peer.source();
        names.put(peer, source);
        return source;
    }
}
