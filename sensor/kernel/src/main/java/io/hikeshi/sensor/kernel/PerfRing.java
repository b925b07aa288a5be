package io.hikeshi.sensor.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What tracepoints tell on one CPU, in one ring: perf_event_open(2). Offsets are those of {@code struct perf_event_attr} and
 * {@code struct perf_event_mmap_page} in linux/perf_event.h.
 */
final class PerfRing implements AutoCloseable {
    /** Hears of records; a record is only valid during the call. */
    interface Reader {
        /** @param sample what follows its header */
        void sample(ByteBuffer sample);

        void lost(long records);
    }

    /** A power of two. Some 800 crashes; below what an unprivileged user may lock, 516 KiB a CPU. */
    static final int DATA_BYTES = 256 << 10;

    static final int ATTRIBUTES_BYTES = 120;
    static final int TYPE = 0, SIZE = 4, CONFIG = 8, SAMPLE_PERIOD = 16, SAMPLE_TYPE = 24, FLAGS = 40;
    static final int WAKEUP_EVENTS = 48, CLOCK_ID = 92, SAMPLE_MAX_STACK = 108;
    static final int PERF_TYPE_TRACEPOINT = 2;
    /** TID, TIME, CALLCHAIN, RAW, CGROUP; in a sample they stand in this order. */
    static final long SAMPLED = 1 << 1 | 1 << 2 | 1 << 5 | 1 << 10 | 1 << 21;
    /** disabled, exclude_callchain_kernel, use_clockid. */
    static final long BEHAVIOUR = 1 | 1 << 21 | 1 << 25;

    static final long IOC_ENABLE = 0x2400, IOC_SET_OUTPUT = 0x2405, IOC_SET_FILTER = 0x40082406L;
    static final int DATA_HEAD = 1024, DATA_TAIL = 1032;
    static final int PERF_RECORD_LOST = 2, PERF_RECORD_SAMPLE = 9;
    /** {@code struct perf_event_header}: u32 type, u16 misc, u16 size. */
    static final int HEADER = 8;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int cpu;
    private final Deque<Runnable> releases = new ArrayDeque<>();
    private final int fd;
    private final ByteBuffer control;
    private final ByteBuffer data;
    /** A record that is broken at the end of the ring is put together here. */
    private final byte[] whole = new byte[1 << 16];

    /** @param tracepoint the first; others may follow */
    PerfRing(int cpu, TraceFormat tracepoint, String filter) throws SystemCallException {
        this.cpu = cpu;
        try {
            fd = open(tracepoint, filter);
            int page = Libc.pageSize();
            Pointer memory = Libc.mmapShared(page + (long) DATA_BYTES, Libc.PROT_READ | Libc.PROT_WRITE, fd, 0);
            releases.push(() -> Libc.munmap(memory, page + (long) DATA_BYTES));
            control = memory.getByteBuffer(0, page).order(ByteOrder.LITTLE_ENDIAN);
            data = memory.getByteBuffer(page, DATA_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            Libc.ioctl(fd, IOC_ENABLE, 0);
        } catch (SystemCallException e) {
            close();
            throw e;
        }
    }

    /** Lets another tracepoint of this CPU tell into the same ring. */
    void add(TraceFormat tracepoint, String filter) throws SystemCallException {
        int another = open(tracepoint, filter);
        Libc.ioctl(another, IOC_SET_OUTPUT, fd);
        Libc.ioctl(another, IOC_ENABLE, 0);
    }

    private int open(TraceFormat tracepoint, String filter) throws SystemCallException {
        try (var attributes = new Memory(ATTRIBUTES_BYTES)) {
            attributes.clear();
            attributes.setInt(TYPE, PERF_TYPE_TRACEPOINT);
            attributes.setInt(SIZE, ATTRIBUTES_BYTES);
            attributes.setLong(CONFIG, tracepoint.id());
            attributes.setLong(SAMPLE_PERIOD, 1);
            attributes.setLong(SAMPLE_TYPE, SAMPLED);
            attributes.setLong(FLAGS, BEHAVIOUR);
            attributes.setInt(WAKEUP_EVENTS, 1);
            attributes.setInt(CLOCK_ID, Libc.CLOCK_MONOTONIC);
            attributes.setShort(SAMPLE_MAX_STACK, (short) DeathRecord.DEPTH);
            int opened = Libc.perfEventOpen(attributes, cpu);
            releases.push(() -> Libc.close(opened));
            if (!filter.isEmpty()) Libc.ioctl(opened, IOC_SET_FILTER, filter);
            return opened;
        }
    }

    int descriptor() {
        return fd;
    }

    /** Gives all that is there to the reader, and its room back to the kernel. */
    void read(Reader reader) {
        long head = (long) LONG.getAcquire(control, DATA_HEAD);
        for (long tail = control.getLong(DATA_TAIL); tail < head; ) {
            int start = (int) (tail & (DATA_BYTES - 1));
            int size = Short.toUnsignedInt(data.getShort(start + 6));
            if (size < HEADER) throw new IllegalStateException("perf record of " + size + " bytes on CPU " + cpu);
            var record = record(start, size);
            switch (data.getInt(start)) {
                case PERF_RECORD_SAMPLE -> reader.sample(record);
                case PERF_RECORD_LOST -> reader.lost(record.getLong(Long.BYTES)); // u64 id, u64 lost
                default -> {}
            }
            tail += size;
            LONG.setRelease(control, DATA_TAIL, tail);
        }
    }

    /** Records start at multiples of eight, so that a header is never broken. */
    private ByteBuffer record(int start, int size) {
        int length = size - HEADER;
        int from = start + HEADER;
        if (from + length <= DATA_BYTES) return data.slice(from, length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) whole[i] = data.get((from + i) & (DATA_BYTES - 1));
        return ByteBuffer.wrap(whole, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        while (!releases.isEmpty()) releases.pop().run();
    }
}
