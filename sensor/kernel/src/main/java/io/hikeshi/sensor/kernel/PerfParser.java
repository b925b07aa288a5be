package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads samples of the tracepoints that we listen to, as {@link PerfRing} asks for them. */
final class PerfParser {
    /** u32 pid, u32 tid, u64 time, u64 number of addresses, addresses, u32 raw size, raw data, u64 cgroup id. */
    private static final int PID = 0, TID = 4, TIME = 8, ADDRESSES = 16;
    /** {@code PERF_CONTEXT_MAX}: from here on it is no address but a mark, such as where user space starts. */
    static final long MARK = -4095;

    private final TraceFormat deliver;
    private final TraceFormat generate;
    private final TraceFormat victim;

    PerfParser(Tracefs tracefs) throws IOException {
        deliver = tracefs.format("signal/signal_deliver").require("sig", "code", "sa_handler");
        generate = tracefs.format("signal/signal_generate").require("sig", "code", "comm", "pid", "result");
        victim = tracefs.format("oom/mark_victim").require("pid");
    }

    TraceFormat deliver() {
        return deliver;
    }

    TraceFormat generate() {
        return generate;
    }

    TraceFormat victim() {
        return victim;
    }

    /** Empty for a sample of another tracepoint. */
    Optional<PerfRecord> parse(ByteBuffer sample) {
        long nanos = sample.getLong(TIME);
        int addresses = (int) sample.getLong(ADDRESSES);
        int rawSize = ADDRESSES + Long.BYTES + addresses * Long.BYTES;
        int rawStart = rawSize + Integer.BYTES;
        int length = sample.getInt(rawSize);
        var raw = sample.slice(rawStart, length).order(ByteOrder.LITTLE_ENDIAN);
        int type = Short.toUnsignedInt(raw.getShort(0));
        if (type == generate.id()) return Optional.of(sent(nanos, raw));
        if (type == victim.id()) return Optional.of(new PerfRecord.Victim(nanos, (int) victim.number(raw, "pid")));
        if (type != deliver.id()) return Optional.empty();
        return Optional.of(new PerfRecord.Taken(
                nanos,
                sample.getInt(PID),
                sample.getInt(TID),
                (int) deliver.number(raw, "sig"),
                (int) deliver.number(raw, "code"),
                deliver.number(raw, "sa_handler") == 0,
                sample.getLong(rawStart + length),
                stack(sample, addresses)));
    }

    private PerfRecord sent(long nanos, ByteBuffer raw) {
        return new PerfRecord.Sent(
                nanos,
                (int) generate.number(raw, "pid"),
                generate.text(raw, "comm"),
                (int) generate.number(raw, "sig"),
                (int) generate.number(raw, "code"));
    }

    private static List<Long> stack(ByteBuffer sample, int addresses) {
        var stack = new ArrayList<Long>();
        for (int i = 0; i < addresses; i++) {
            long address = sample.getLong(ADDRESSES + Long.BYTES * (i + 1));
            if (Long.compareUnsigned(address, MARK) < 0) stack.add(address);
        }
        return stack;
    }
}
