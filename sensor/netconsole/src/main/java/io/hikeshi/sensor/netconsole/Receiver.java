package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.wire.Datagram;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One thread's work: reads a socket, feeds an assembler, hands on what it finds. */
final class Receiver {
    /** A panic that might be history is told 20 ms after its line at the earliest; this keeps it within 50. */
    private static final long TICK_MILLIS = 10;

    /** While nothing is due; also what closing may take. */
    private static final long IDLE_MILLIS = 100;

    private final Datagrams datagrams;
    private final Assembler assembler;
    private final Consumer<Finding> found;
    private long received;
    private long malformed;
    private long tickedAt;
    private volatile ListenerCounts counts = ListenerCounts.NONE;

    /** @param found must not block: datagrams are lost meanwhile */
    Receiver(Datagrams datagrams, Assembler assembler, Consumer<Finding> found) {
        this.datagrams = datagrams;
        this.assembler = assembler;
        this.found = found;
    }

    /** Returns once the socket is closed. */
    void run() throws IOException {
        while (datagrams.isOpen()) {
            received += datagrams.receive(assembler.isWaiting() ? TICK_MILLIS : IDLE_MILLIS, this::take);
            tick();
            count();
        }
        assembler.end(now()).forEach(found);
        count();
    }

    /** May be asked by any thread. */
    ListenerCounts counts() {
        return counts.withDrops(datagrams.drops());
    }

    private void take(Source source, byte[] bytes, int length) {
        if (length == 0 || length > Datagram.LONGEST) malformed++;
        else assembler.receive(source, bytes, length, now()).forEach(found);
    }

    private void tick() {
        long now = now();
        if (now - tickedAt < TICK_MILLIS) return;
        tickedAt = now;
        assembler.tick(now).forEach(found);
    }

    private void count() {
        counts = new ListenerCounts(
                received,
                0,
                malformed,
                assembler.oopsesKeptBack(),
                assembler.sources(),
                assembler.evicted(),
                assembler.weight());
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
