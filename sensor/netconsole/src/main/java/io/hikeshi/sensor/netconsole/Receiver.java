package io.hikeshi.sensor.netconsole;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One thread's work: reads a socket, feeds an assembler, hands on what it finds. */
public final class Receiver implements AutoCloseable {
    /** A panic that might be history is told 20 ms after its line at the earliest; this keeps it within 50. */
    private static final long TICK_MILLIS = 10;

    private final Datagrams datagrams;
    private final Assembler assembler;
    private final Consumer<Finding> found;
    private final AtomicLong received = new AtomicLong();

    /** @param found must not block: datagrams are lost meanwhile */
    public Receiver(Datagrams datagrams, Assembler assembler, Consumer<Finding> found) {
        this.datagrams = datagrams;
        this.assembler = assembler;
        this.found = found;
    }

    /** Returns once closed. */
    public void run() throws IOException {
        while (datagrams.isOpen()) {
            received.addAndGet(datagrams.receive(TICK_MILLIS, this::take));
            assembler.tick(now()).forEach(found);
        }
    }

    /** Datagrams so far. */
    public long received() {
        return received.get();
    }

    @Override
    public void close() {
        datagrams.close();
    }

    private void take(Source source, byte[] bytes, int length) {
        assembler.receive(source, bytes, length, now()).forEach(found);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
