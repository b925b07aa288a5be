package io.hikeshi.sensor.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what our programs wrote, in the layout of {@link DeathRecord}. */
final class RecordParser {
    /** {@code BPF_STACK_BUILD_ID_VALID} in linux/bpf.h; with anything else only the address is known. */
    static final int BUILD_ID_VALID = 1;
    /** {@code BPF_BUILD_ID_SIZE}. */
    static final int BUILD_ID_BYTES = 20;

    static final int FRAME_BUILD_ID = 4;
    static final int FRAME_OFFSET = 24;

    private RecordParser() {}

    static int kind(ByteBuffer record) {
        return record.getInt(DeathRecord.KIND);
    }

    static Delivered delivered(ByteBuffer record) {
        var fault = new Fault(
                record.getInt(DeathRecord.SIGINFO),
                record.getInt(DeathRecord.SIGINFO + 8),
                record.getLong(DeathRecord.SIGINFO + 16));
        return new Delivered(task(record), fault, stack(record), record.getLong(DeathRecord.NANOS));
    }

    static Ended ended(ByteBuffer record) {
        return new Ended(
                task(record),
                record.getInt(DeathRecord.STATUS),
                record.getLong(DeathRecord.OOM_MM) != 0,
                record.getLong(DeathRecord.NANOS));
    }

    static Task task(ByteBuffer record) {
        int namespacePid = record.getInt(DeathRecord.NAMESPACE_PID);
        return new Task(
                record.getInt(DeathRecord.IDS + 4),
                record.getInt(DeathRecord.IDS),
                text(record, DeathRecord.LEADER_COMM, DeathRecord.COMM_BYTES),
                text(record, DeathRecord.THREAD_COMM, DeathRecord.COMM_BYTES),
                record.getInt(DeathRecord.OWNER),
                record.getInt(DeathRecord.PARENT),
                record.getLong(DeathRecord.START) / Task.NANOS_PER_TICK,
                new CgroupKey(
                        record.getLong(DeathRecord.UNIFIED_CGROUP), record.getLong(DeathRecord.MEMORY_CGROUP), ""),
                namespacePid == 0 ? null : namespacePid,
                executable(record),
                arguments(record));
    }

    private static String text(ByteBuffer record, int offset, int most) {
        int length = 0;
        while (length < most && record.get(offset + length) != 0) length++;
        var bytes = new byte[length];
        record.get(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable String executable(ByteBuffer record) {
        int names = Math.min(record.getInt(DeathRecord.NAMES_SET), DeathRecord.MOST_NAMES);
        var path = new StringBuilder();
        for (int i = names - 1; i >= 0; i--) {
            var name = text(record, DeathRecord.NAMES + i * DeathRecord.NAME_BYTES, DeathRecord.NAME_BYTES);
            if (name.length() >= DeathRecord.NAME_BYTES - 1) return null;
            if (!name.isEmpty()) path.append('/').append(name);
        }
        return path.isEmpty() ? null : path.toString();
    }

    private static List<String> arguments(ByteBuffer record) {
        int length = Math.min(record.getInt(DeathRecord.ARGUMENT_BYTES_READ), DeathRecord.ARGUMENTS_BYTES);
        if (length <= 0) return List.of();
        var bytes = new byte[length];
        record.get(DeathRecord.ARGUMENTS, bytes);
        boolean cut = length == DeathRecord.ARGUMENTS_BYTES && bytes[length - 1] != 0;
        return CommandLine.split(bytes, cut);
    }

    static List<RawFrame> stack(ByteBuffer record) {
        int addresses = record.getInt(DeathRecord.ADDRESS_BYTES_READ) / Long.BYTES;
        int frames = record.getInt(DeathRecord.FRAME_BYTES_READ) / DeathRecord.FRAME_BYTES;
        var stack = new ArrayList<RawFrame>();
        for (int i = 0; i < Math.min(DeathRecord.DEPTH, Math.max(addresses, frames)); i++) {
            long address = i < addresses ? record.getLong(DeathRecord.ADDRESSES + i * Long.BYTES) : 0;
            stack.add(frame(record, address, i < frames ? DeathRecord.FRAMES + i * DeathRecord.FRAME_BYTES : 0));
        }
        return untilItLoops(stack);
    }

    /** Code without frame pointers may leave one that points at itself: what follows is no frame. */
    private static List<RawFrame> untilItLoops(List<RawFrame> stack) {
        for (int i = 0; i + 1 < stack.size(); i++) {
            var frame = stack.get(i);
            if (frame.buildId() == null && frame.equals(stack.get(i + 1))) return stack.subList(0, i);
        }
        return stack;
    }

    private static RawFrame frame(ByteBuffer record, long address, int offset) {
        if (offset == 0 || record.getInt(offset) != BUILD_ID_VALID) return new RawFrame(address, null, 0);
        return new RawFrame(address, buildId(record, offset), record.getLong(offset + FRAME_OFFSET));
    }

    /** The kernel fills a shorter build id up with zeros: 8 bytes of lld's fast one, 16 of an MD5 or UUID, 20 of a SHA-1. */
    private static @Nullable String buildId(ByteBuffer record, int offset) {
        var bytes = new byte[BUILD_ID_BYTES];
        record.get(offset + FRAME_BUILD_ID, bytes);
        int length = BUILD_ID_BYTES;
        while (length > 0 && bytes[length - 1] == 0) length--;
        if (length == 0) return null;
        int whole = length <= 8 ? 8 : length <= 16 ? 16 : BUILD_ID_BYTES;
        return HexFormat.of().formatHex(bytes, 0, whole);
    }
}
