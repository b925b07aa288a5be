package io.hikeshi.sensor.netconsole.kmsg;

import io.hikeshi.sensor.netconsole.wire.KmsgRecord;
import io.hikeshi.sensor.netconsole.wire.Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The records of a log, one by one. For one thread, but for {@link #close} and the counter. */
final class KmsgRecords implements AutoCloseable {
    /** EPIPE says that the kernel wrote over what was next; the read after it gives the oldest record that is left. */
    private static final int MOST_FAILURES = 3;

    private final ReadableByteChannel device;
    private final ByteBuffer buffer = ByteBuffer.allocate(KmsgRecord.LONGEST);
    private final AtomicLong lost = new AtomicLong();
    private long seq;

    /** @param afterSeq the last record that need not be read again; -1 if there is none */
    KmsgRecords(ReadableByteChannel device, long afterSeq) {
        this.device = device;
        this.seq = afterSeq;
    }

    /** Blocks until there is a record. Empty once closed. */
    Optional<Line> next() throws IOException {
        int failures = 0;
        while (true) {
            try {
                buffer.clear();
                int length = device.read(buffer);
                if (length < 0) return Optional.empty();
                failures = 0;
                var line = KmsgRecord.parse(buffer.array(), length);
                if (line.isPresent() && isNew(line.get())) return line;
            } catch (ClosedChannelException e) {
                return Optional.empty();
            } catch (IOException e) {
                if (++failures == MOST_FAILURES) throw e;
            }
        }
    }

    /** Records that the kernel wrote over before they were read. */
    long lost() {
        return lost.get();
    }

    @Override
    public void close() throws IOException {
        device.close();
    }

    private boolean isNew(Line line) {
        if (line.seq() <= seq) return false;
        if (seq >= 0) lost.addAndGet(line.seq() - seq - 1);
        seq = line.seq();
        return true;
    }
}
