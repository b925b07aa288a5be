package io.hikeshi.sensor.agent.netconsole;

import io.hikeshi.sensor.event.EventSource;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.netconsole.Finding;
import io.hikeshi.sensor.netconsole.Limits;
import io.hikeshi.sensor.netconsole.ListenerCounts;
import io.hikeshi.sensor.netconsole.NetconsoleListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Kernels that die on other machines, as their last datagrams tell it. The early word never waits for a text. */
public final class NetconsoleSource implements EventSource {
    private static final int MOST_READY = 8_192;
    private static final long SECOND = 1;

    private final NetconsoleListener listener;
    private final Attribution attribution;
    private final Consumer<Finding.Tested> tested;
    private final Told told = new Told();
    private final Flood panics = new Flood();
    private final Flood oopses = new Flood();
    private final NamingQueue naming = new NamingQueue(this::ready);
    /** Empty stands for the end. */
    private final BlockingQueue<Optional<NodeEvent>> ready = new LinkedBlockingQueue<>(MOST_READY);

    private final AtomicLong drops = new AtomicLong();
    private volatile long kernelDrops;
    private volatile @Nullable IOException failure;

    private NetconsoleSource(
            InetSocketAddress address,
            int workers,
            Limits limits,
            Attribution attribution,
            Consumer<Finding.Tested> tested)
            throws IOException {
        this.attribution = attribution;
        this.tested = tested;
        this.listener = NetconsoleListener.open(address, workers, limits, this::found);
    }

    /**
     * Listens.
     *
     * @param limits of all workers together
     * @param tested takes the lines by which machines test their netconsole; must not block
     * @throws IOException if nothing can listen there; the message says what to do
     */
    public static NetconsoleSource open(
            InetSocketAddress address,
            int workers,
            Limits limits,
            Attribution attribution,
            Consumer<Finding.Tested> tested)
            throws IOException {
        new Rehearsal(attribution).play();
        var source = new NetconsoleSource(address, workers, limits, attribution, tested);
        source.naming.start();
        source.listener.start();
        new Thread(source::awaitEnd, "netconsole-end").start();
        return source;
    }

    @Override
    public String name() {
        return Attribution.SENSOR;
    }

    @Override
    public Optional<NodeEvent> next() throws IOException, InterruptedException {
        var next = ready.poll(SECOND, TimeUnit.SECONDS);
        while (next == null) {
            kernelDrops = listener.counts().drops();
            next = ready.poll(SECOND, TimeUnit.SECONDS);
        }
        if (next.isEmpty() && failure != null) throw failure;
        return next;
    }

    /** Findings that were too many, or found no room; what the kernel threw away is in {@link #counts}. */
    @Override
    public long drops() {
        return drops.get() + naming.drops();
    }

    public ListenerCounts counts() {
        return listener.counts();
    }

    /** Address, buffer and what to do about it. */
    public NetconsoleListener listener() {
        return listener;
    }

    @Override
    public void close() {
        listener.close();
    }

    /** On the thread that receives. */
    private void found(Finding finding) {
        if (finding instanceof Finding.Panicked panicked) tellEarly(panicked);
        else if (finding instanceof Finding.PanicReported reported) report(reported);
        else if (finding instanceof Finding.Oopsed oopsed) report(oopsed);
        else if (finding instanceof Finding.Tested test) tested.accept(test);
        else throw new IllegalStateException("no words for " + finding.getClass());
    }

    private void tellEarly(Finding.Panicked found) {
        var witness = attribution.of(found.source(), found.format(), found.dictionary());
        if (!panics.admits(witness.sender(), System.nanoTime())) {
            drops.incrementAndGet();
            return;
        }
        told.add(found, new Told.Early(witness, kernelDrops));
        ready(PanicEvents.early(found, witness, instant(found.at())));
    }

    /** Of a panic that was not told early nothing is told: there were too many of them. */
    private void report(Finding.PanicReported found) {
        var early = told.take(found);
        if (early.isEmpty()) return;
        var at = Instant.now();
        naming.add(found.before().length() + found.text().length(), () -> {
            long lost = Math.max(
                    0, listener.counts().drops() - Math.max(0, early.get().drops()));
            return PanicEvents.report(found, early.get().witness(), lost, at);
        });
    }

    private void report(Finding.Oopsed found) {
        var oops = found.oops();
        var witness = attribution.of(found.source(), oops.format(), Map.of());
        if (!oopses.admits(witness.sender(), System.nanoTime())) {
            drops.incrementAndGet();
            return;
        }
        naming.add(oops.text().length(), () -> PanicEvents.oops(found, witness, instant(oops.at())));
    }

    private void ready(NodeEvent event) {
        if (!ready.offer(Optional.of(event))) drops.incrementAndGet();
    }

    private void awaitEnd() {
        try {
            listener.awaitEnd();
        } catch (IOException e) {
            failure = e;
            listener.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    private void end() {
        try {
            naming.end();
            ready.put(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param millis of {@link System#nanoTime}, as the listener counts them */
    private static Instant instant(long millis) {
        return Instant.now().minusMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) - millis);
    }
}
