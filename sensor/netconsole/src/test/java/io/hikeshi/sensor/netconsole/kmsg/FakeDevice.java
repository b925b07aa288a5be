package io.hikeshi.sensor.netconsole.kmsg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A log as the kernel gives it: a record for each read, EPIPE where some were written over, waiting for the next. */
final class FakeDevice implements ReadableByteChannel {
    private static final String OVERWRITTEN = "EPIPE";
    private static final String CLOSED = "closed";

    private final BlockingQueue<String> records = new LinkedBlockingQueue<>();
    private volatile boolean open = true;

    FakeDevice kernel(long seq, long usec, String text) {
        return record("3," + seq + ',' + usec + ",-;" + text);
    }

    FakeDevice userSpace(long seq, long usec, String text) {
        return record("11," + seq + ',' + usec + ",-;" + text);
    }

    FakeDevice record(String record) {
        records.add(record + '\n');
        return this;
    }

    FakeDevice overwritten() {
        records.add(OVERWRITTEN);
        return this;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        try {
            String record = records.take();
            if (record.equals(CLOSED)) throw new ClosedChannelException();
            if (record.equals(OVERWRITTEN)) throw new IOException("Broken pipe");
            byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
            to.put(bytes);
            return bytes.length;
        } catch (InterruptedException e) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        records.add(CLOSED);
    }
}
