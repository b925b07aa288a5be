package io.hikeshi.tests.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hikeshi.tests.harness.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** Hears what Hikeshi's receiver hears, from the same kernels at the same time, and remembers when a panic was first heard. */
final class PanicEar implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST = 2_000;

    private final DatagramSocket socket;
    private final Map<String, Instant> panics = new ConcurrentHashMap<>();

    PanicEar(int port) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(NetworkNamespace.HOST, port));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hear on port " + port, e);
        }
        var thread = new Thread(this::listen, "panic-ear");
        thread.setDaemon(true);
        thread.start();
    }

    /** What came from that address until now does not count. */
    void forget(String address) {
        panics.remove(address);
    }

    /** When the panic line from that address arrived. */
    Instant awaitPanic(String address) {
        Awaitility.await("a panic line from " + address)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> panics.containsKey(address));
        return Objects.requireNonNull(panics.get(address));
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        try {
            while (true) {
                packet.setLength(LONGEST);
                socket.receive(packet);
                var now = Instant.now();
                var line = new String(packet.getData(), 0, packet.getLength(), UTF_8);
                if (!line.contains("Kernel panic - not syncing")) continue;
                panics.putIfAbsent(packet.getAddress().getHostAddress(), now);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
