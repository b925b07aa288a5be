package io.hikeshi.sensor.netconsole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plain Java: one system call a datagram, and no buffer larger than {@code net.core.rmem_max}. */
final class ChannelDatagrams implements Datagrams {
    /** After so many the assembler gets its turn, however fast they come. */
    private static final int BATCH = 1_024;

    private static final int LONGEST = 4_096;
    private static final int MOST_NAMES = 16_384;

    private final DatagramChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
    private final Map<SocketAddress, Source> names = new LinkedHashMap<>();
    private final int port;
    private final int bufferBytes;

    private ChannelDatagrams(DatagramChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        this.bufferBytes = channel.getOption(StandardSocketOptions.SO_RCVBUF);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    static ChannelDatagrams open(InetSocketAddress address, int bufferBytes, Sharing sharing) throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
            if (sharing == Sharing.NEXT) channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            channel.bind(address);
            if (sharing == Sharing.FIRST) channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            return new ChannelDatagrams(channel);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "cannot listen for netconsole on udp " + address + ": " + e.getMessage()
                            + "; choose another address or end who listens there",
                    e);
        }
    }

    @Override
    public int receive(long timeoutMillis, Taker taker) throws IOException {
        try {
            if (selector.select(timeoutMillis) == 0) return 0;
            selector.selectedKeys().clear();
            return takeThoseThere(taker);
        } catch (ClosedSelectorException | ClosedChannelException e) {
            return 0;
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
        return UdpTable.drops(Path.of("/proc/net"), port);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close udp port " + port, e);
        }
    }

    private int takeThoseThere(Taker taker) throws IOException {
        for (int taken = 0; taken < BATCH; taken++) {
            buffer.clear();
            var sender = channel.receive(buffer);
            if (sender == null) return taken;
            taker.take(name(sender), buffer.array(), buffer.position());
        }
        return BATCH;
    }

    /** Making an address's text costs more than reading its datagram. */
    private Source name(SocketAddress sender) {
        var known = names.get(sender);
        if (known != null) return known;
        if (names.size() == MOST_NAMES) names.clear();
        var address = (InetSocketAddress) sender;
        var source = new Source(address.getAddress().getHostAddress(), address.getPort());
        names.put(sender, source);
        return source;
    }
}
