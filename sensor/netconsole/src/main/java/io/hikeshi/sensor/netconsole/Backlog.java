package io.hikeshi.sensor.netconsole;

import io.hikeshi.sensor.netconsole.wire.Line;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last lines of a source, packed, in a ring whose oldest lines the next ones overwrite. Nearly all lines are forgotten
 * unread: kept as objects they would grow old one by one, and cost the garbage collector more than it costs to read them.
 */
final class Backlog {
    private static final int SMALLEST = 256;

    private final int mostLines;
    private int mostBytes;
    private byte[] ring = new byte[0];
    private int oldestAt;
    private int used;
    private int lines;
    private int lengthOfLast;

    Backlog(int mostLines, int mostBytes) {
        this.mostLines = mostLines;
        this.mostBytes = mostBytes;
    }

    /** A line that does not fit at all is not kept. */
    void add(Line line) {
        byte[] packed = PackedLine.pack(line);
        if (packed.length > mostBytes) {
            lengthOfLast = 0;
            return;
        }
        if (used + packed.length > ring.length) grow(packed.length);
        while (lines == mostLines || used + packed.length > ring.length) removeOldest();
        write(packed);
        lengthOfLast = packed.length;
        lines++;
    }

    /** May grow to so many bytes from now on. */
    void mayKeep(int bytes) {
        mostBytes = Math.max(mostBytes, bytes);
    }

    /** Stays within so many bytes from now on. Takes an eighth less, so that a bound that sinks slowly seldom moves all lines. */
    void keepWithin(int bytes) {
        mostBytes = bytes - bytes / 8;
        if (ring.length > bytes) resize(mostBytes);
    }

    /** Null if there is none, or it was not kept. */
    @Nullable
    Line last() {
        if (lines == 0 || lengthOfLast == 0) return null;
        return PackedLine.unpack(ByteBuffer.wrap(read(used - lengthOfLast, lengthOfLast)));
    }

    /** Only where there is a {@link #last}. */
    void replaceLast(Line line) {
        used -= lengthOfLast;
        lengthOfLast = 0;
        lines--;
        add(line);
    }

    List<Line> lines() {
        var all = new ArrayList<Line>(lines);
        var packed = ByteBuffer.wrap(read(0, used));
        while (packed.hasRemaining()) all.add(PackedLine.unpack(packed));
        return all;
    }

    /** Bytes held, those of forgotten lines included. */
    int weight() {
        return ring.length;
    }

    private void grow(int more) {
        int wanted = Math.max(SMALLEST, Math.max(2 * ring.length, used + more));
        if (ring.length < mostBytes) resize(Math.min(wanted, mostBytes));
    }

    private void resize(int length) {
        while (used > length) removeOldest();
        ring = Arrays.copyOf(read(0, used), length);
        oldestAt = 0;
    }

    private void removeOldest() {
        int length = PackedLine.length(read(0, Integer.BYTES));
        oldestAt = place(length);
        used -= length;
        lines--;
    }

    private void write(byte[] packed) {
        int at = place(used);
        int untilEnd = Math.min(packed.length, ring.length - at);
        System.arraycopy(packed, 0, ring, at, untilEnd);
        System.arraycopy(packed, untilEnd, ring, 0, packed.length - untilEnd);
        used += packed.length;
    }

    /** @param from counted from the oldest line */
    private byte[] read(int from, int length) {
        byte[] bytes = new byte[length];
        int at = place(from);
        int untilEnd = Math.min(length, ring.length - at);
        System.arraycopy(ring, at, bytes, 0, untilEnd);
        System.arraycopy(ring, 0, bytes, untilEnd, length - untilEnd);
        return bytes;
    }

    private int place(int fromOldest) {
        int at = oldestAt + fromOldest;
        return at < ring.length ? at : at - ring.length;
    }
}
