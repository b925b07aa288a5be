package io.hikeshi.sensor.netconsole;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A socket that netconsole is sent to. For one thread, but for {@link #close} and the counters. */
interface Datagrams extends AutoCloseable {
    /** Takes one datagram. */
    interface Taker {
        /**
         * Takes it before it is overwritten.
         *
         * @param bytes overwritten after the call; the datagram is at its beginning
         */
        void take(Source source, byte[] bytes, int length);
    }

    /**
     * Listens.
     *
     * @param bufferBytes asked for; see {@link #bufferBytes()} for what was granted
     * @throws IOException if nothing can listen there
     */
    static Datagrams open(InetSocketAddress address, int bufferBytes, Sharing sharing) throws IOException {
        return NativeSocket.isSupported()
                ? BatchDatagrams.open(address, bufferBytes, sharing)
                : ChannelDatagrams.open(address, bufferBytes, sharing);
    }

    /**
     * Waits for datagrams and hands out those that are there.
     *
     * @param timeoutMillis at least 1
     * @return how many; 0 after the timeout, or once closed
     */
    int receive(long timeoutMillis, Taker taker) throws IOException;

    int port();

    /** What the kernel granted for datagrams that nobody has read yet, in bytes; often less than asked for. */
    int bufferBytes();

    /** Datagrams that the kernel threw away because that buffer was full; -1 if it does not say. Also once closed. */
    long drops();

    boolean isOpen();

    @Override
    void close();
}
