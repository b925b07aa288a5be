package io.hikeshi.sensor.kernel;

import com.sun.jna.Pointer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reading end of a {@code BPF_MAP_TYPE_RINGBUF}: Documentation/bpf/ringbuf.rst. The kernel maps the data twice in a row, so
 * that no record is broken at the end.
 */
final class RingBuffer implements AutoCloseable {
    /** {@code BPF_RINGBUF_BUSY_BIT} in linux/bpf.h: reserved, not yet submitted. */
    static final int BUSY = 1 << 31;
    /** {@code BPF_RINGBUF_DISCARD_BIT}. */
    static final int DISCARDED = 1 << 30;
    /** {@code BPF_RINGBUF_HDR_SZ}. */
    static final int HEADER = 8;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int size;
    private final int page;
    private final Pointer consumerPage;
    private final Pointer producerPages;
    private final ByteBuffer consumer;
    private final ByteBuffer producer;
    private final ByteBuffer data;

    /** @param size as the map was made */
    RingBuffer(int map, int size) throws SystemCallException {
        this.size = size;
        this.page = Libc.pageSize();
        consumerPage = Libc.mmapShared(page, Libc.PROT_READ | Libc.PROT_WRITE, map, 0);
        producerPages = Libc.mmapShared(page + 2L * size, Libc.PROT_READ, map, page);
        consumer = view(consumerPage, 0, Long.BYTES);
        producer = view(producerPages, 0, Long.BYTES);
        data = view(producerPages, page, 2L * size);
    }

    private static ByteBuffer view(Pointer memory, long offset, long length) {
        return memory.getByteBuffer(offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Gives the next record to the parser, then its room back to the kernel. Null if none is ready. */
    <T> @Nullable T read(Function<ByteBuffer, T> parser) {
        long position = (long) LONG.getAcquire(consumer, 0);
        while (position < (long) LONG.getAcquire(producer, 0)) {
            int start = (int) (position & (size - 1));
            int header = (int) INT.getAcquire(data, start);
            if ((header & BUSY) != 0) return null;
            int length = header & ~DISCARDED;
            var parsed = (header & DISCARDED) == 0 ? parser.apply(slice(start + HEADER, length)) : null;
            position += (length + HEADER + 7) & ~7;
            LONG.setRelease(consumer, 0, position);
            if (parsed != null) return parsed;
        }
        return null;
    }

    private ByteBuffer slice(int start, int length) {
        return data.slice(start, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        Libc.munmap(consumerPage, page);
        Libc.munmap(producerPages, page + 2L * size);
    }
}
