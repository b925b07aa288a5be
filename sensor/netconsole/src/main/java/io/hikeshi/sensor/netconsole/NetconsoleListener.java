package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.oops.OopsLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Hears netconsole at one address with several workers: each has a socket, a thread and an assembler of its own. The kernel
 * gives a source, by a hash of its address and port, to the same worker each time, so workers share nothing but the budget.
 */
public final class NetconsoleListener implements AutoCloseable {
    /** Of all sockets together. A line that waits costs the kernel 768 bytes, and it grants twice this: 87,000 lines. */
    static final int BUFFER_BYTES = 32 << 20;

    private static final int MOST_WORKERS = 64;

    private final List<Datagrams> sockets;
    private final List<Receiver> receivers;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final AtomicInteger running;

    private NetconsoleListener(List<Datagrams> sockets, Limits limits, OopsLimits oopses, Consumer<Finding> found) {
        var share = limits.sharedBy(sockets.size());
        this.sockets = sockets;
        this.receivers = sockets.stream()
                .map(socket -> new Receiver(socket, new Assembler(share, oopses), found))
                .toList();
        this.running = new AtomicInteger(receivers.size());
    }

    /**
     * Binds the address; datagrams wait in the kernel until {@link #start}.
     *
     * @param address port 0 for any; {@code [::]} hears both families
     * @param workers 1 to 64
     * @param limits of all workers together
     * @param oopses which trouble of a kernel that lives on is told
     * @param found called by several threads, but of one source by one thread; must not block, or datagrams
     *     are lost, and not close the listener
     * @throws IOException if nothing can listen there; the message says what to do
     */
    public static NetconsoleListener open(
            InetSocketAddress address, int workers, Limits limits, OopsLimits oopses, Consumer<Finding> found)
            throws IOException {
        if (workers < 1 || workers > MOST_WORKERS)
            throw new IllegalArgumentException("workers not in 1..%d: %d".formatted(MOST_WORKERS, workers));
        return new NetconsoleListener(sockets(address, workers), limits, oopses, found);
    }

    /** The same with {@link OopsLimits#DEFAULT}. */
    public static NetconsoleListener open(
            InetSocketAddress address, int workers, Limits limits, Consumer<Finding> found) throws IOException {
        return open(address, workers, limits, OopsLimits.DEFAULT, found);
    }

    /** Starts the workers' threads. Call it once. */
    public void start() {
        for (int i = 0; i < receivers.size(); i++) {
            var receiver = receivers.get(i);
            new Thread(() -> run(receiver), "netconsole-" + i).start();
        }
    }

    /**
     * Returns once closed, and all that was found handed on.
     *
     * @throws IOException as soon as a worker fails: some nodes are not heard any more
     */
    public void awaitEnd() throws IOException, InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw new IOException("stopped hearing netconsole on udp port " + port() + ": " + e.getCause(), e);
        }
    }

    public int port() {
        return sockets.get(0).port();
    }

    /** What the kernel granted all sockets together for datagrams that nobody has read yet. */
    public long bufferBytes() {
        return sockets.stream().mapToLong(Datagrams::bufferBytes).sum();
    }

    /** What to do if the kernel granted less than is good; empty if it did not. */
    public Optional<String> advice() {
        if (bufferBytes() >= 2L * (BUFFER_BYTES / sockets.size()) * sockets.size()) return Optional.empty();
        return Optional.of(
                "the kernel keeps %d of %d bytes for unread netconsole, so a burst of many nodes is lost; set sysctl net.core.rmem_max=%d, or grant CAP_NET_ADMIN"
                        .formatted(bufferBytes(), 2 * BUFFER_BYTES, BUFFER_BYTES / sockets.size()));
    }

    public ListenerCounts counts() {
        return receivers.stream().map(Receiver::counts).reduce(ListenerCounts.NONE, ListenerCounts::plus);
    }

    /** Ends the workers; panics whose text was still arriving are reported as they are. */
    @Override
    public void close() {
        sockets.forEach(Datagrams::close);
    }

    private void run(Receiver receiver) {
        try {
            receiver.run();
            if (running.decrementAndGet() == 0) end.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    private static List<Datagrams> sockets(InetSocketAddress address, int count) throws IOException {
        var sockets = new ArrayList<Datagrams>();
        try {
            sockets.add(Datagrams.open(address, BUFFER_BYTES / count, count == 1 ? Sharing.ALONE : Sharing.FIRST));
            var shared =
                    new InetSocketAddress(address.getAddress(), sockets.get(0).port());
            while (sockets.size() < count) sockets.add(Datagrams.open(shared, BUFFER_BYTES / count, Sharing.NEXT));
            return List.copyOf(sockets);
        } catch (IOException e) {
            sockets.forEach(Datagrams::close);
            throw e;
        }
    }
}
