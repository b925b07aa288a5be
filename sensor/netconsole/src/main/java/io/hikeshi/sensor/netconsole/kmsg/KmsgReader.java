package io.hikeshi.sensor.netconsole.kmsg;

import io.hikeshi.sensor.netconsole.oops.Oops;
import io.hikeshi.sensor.netconsole.oops.OopsLimits;
import io.hikeshi.sensor.netconsole.oops.OopsWatch;
import io.hikeshi.sensor.netconsole.wire.Line;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of this machine's kernel and gives the trouble in it, one report at a time. Its clock is the log's own, so
 * that what was logged while nobody read is told apart as if somebody had. For one thread, but for {@link #close} and the
 * counters.
 */
public final class KmsgReader implements AutoCloseable {
    public static final Path DEVICE = Path.of("/dev/kmsg");

    /** So much of the past is told by a reader that has no position in this boot. */
    private static final Duration HISTORY = Duration.ofMinutes(10);

    /** The kernel keeps what does not fit, and says how much it had to write over. */
    private static final int MOST_WAITING = 256;

    private static final long TICK_MILLIS = 100;

    /** @param line null for the last one */
    private record Read(@Nullable Line line, @Nullable IOException failure) {}

    private final KmsgRecords records;
    private final String bootId;
    private final OopsWatch watch;
    private final BlockingQueue<Read> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread = new Thread(this::read, "kmsg");
    private final long firstUsec;
    private long safeSeq;
    private long lastSeq;
    private long lastUsec;
    private long lastNanos = System.nanoTime();
    private boolean ended;

    KmsgReader(ReadableByteChannel device, String bootId, long afterSeq, long firstUsec, OopsLimits limits) {
        this.records = new KmsgRecords(device, afterSeq);
        this.bootId = bootId;
        this.safeSeq = afterSeq;
        this.lastSeq = afterSeq;
        this.firstUsec = firstUsec;
        this.watch = new OopsWatch(limits);
        thread.setDaemon(true);
    }

    /**
     * Begins behind a position of this boot, or else ten minutes ago.
     *
     * @param bootId the present one
     * @throws IOException if the device cannot be read: it needs root or CAP_SYSLOG
     */
    public static KmsgReader open(Path device, String bootId, Optional<KmsgPosition> last, OopsLimits limits)
            throws IOException {
        long afterSeq = last.filter(position -> position.bootId().equals(bootId))
                .map(KmsgPosition::seq)
                .orElse(-1L);
        // The log counts as CLOCK_MONOTONIC does, from boot.
        long tenMinutesAgo = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - HISTORY.toNanos());
        try {
            var channel = FileChannel.open(device, StandardOpenOption.READ);
            return new KmsgReader(channel, bootId, afterSeq, afterSeq < 0 ? tenMinutesAgo : 0, limits).begin();
        } catch (IOException e) {
            throw new IOException(
                    "cannot read the kernel's log from " + device + ": " + e.getMessage()
                            + "; run as root or with CAP_SYSLOG, or read no kernel log",
                    e);
        }
    }

    /**
     * Blocks until the next report is whole. Empty once closed. {@link Oops#at} is in milliseconds since boot.
     *
     * @throws IOException if the device fails
     */
    public Optional<Oops> next() throws IOException, InterruptedException {
        while (!ended) {
            var read = waiting.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            var found = read == null ? watch.tick(logMillis()) : take(read);
            if (!watch.isOpen()) safeSeq = lastSeq;
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /** What to remember once all that {@link #next} gave was told; a report that is not whole is read again. */
    public KmsgPosition position() {
        return new KmsgPosition(bootId, Math.max(safeSeq, 0));
    }

    /** Records that the kernel wrote over before they were read. */
    public long lost() {
        return records.lost();
    }

    /** Lines that would have begun a report, had there not been so many. */
    public long keptBack() {
        return watch.keptBack();
    }

    /** Ends {@link #next}, whoever waits in it. Safe to call twice. */
    @Override
    public void close() throws IOException {
        records.close();
        thread.interrupt();
    }

    /** Lets the device be read; a thread of its own, since nothing but closing ends a read that waits. */
    KmsgReader begin() {
        thread.start();
        return this;
    }

    private Optional<Oops> take(Read read) throws IOException {
        if (read.line() != null) return take(read.line());
        ended = true;
        if (read.failure() != null) throw new IOException("cannot read the kernel's log any further", read.failure());
        return watch.close();
    }

    private Optional<Oops> take(Line line) {
        lastSeq = line.seq();
        lastUsec = line.usec();
        lastNanos = System.nanoTime();
        if (line.usec() < firstUsec) return Optional.empty();
        var found = watch.add(line, false, TimeUnit.MICROSECONDS.toMillis(line.usec()));
        if (found.isPresent()) safeSeq = line.seq() - 1;
        return found;
    }

    private long logMillis() {
        long silent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNanos);
        return TimeUnit.MICROSECONDS.toMillis(lastUsec) + silent;
    }

    private void read() {
        try {
            while (true) {
                var line = records.next();
                waiting.put(new Read(line.orElse(null), null));
                if (line.isEmpty()) return;
            }
        } catch (IOException e) {
            end(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(null);
        }
    }

    /** Nobody may be left waiting, and nobody may be left to make room. */
    private void end(@Nullable IOException failure) {
        while (!waiting.offer(new Read(null, failure))) waiting.poll();
    }
}
