package io.hikeshi.sensor.kernel.symbol;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads parts of a file whose offsets and sizes come from the file itself. Never more than 64 KiB at once, whatever the
 * file claims; not mapped, since a file that shrinks under a mapping kills the reader.
 */
final class ElfBytes implements Closeable {
    /** One record of a table; the buffer starts at it and holds no more. */
    interface Visitor {
        void visit(ByteBuffer record) throws IOException;
    }

    private static final int MOST = 64 * 1024;
    /** Longer names are cut: they are templates that nobody reads to the end. */
    private static final int LONGEST_NAME = 512;

    private final FileChannel file;
    private final long size;

    private ElfBytes(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    static ElfBytes open(Path path) throws IOException {
        return new ElfBytes(FileChannel.open(path));
    }

    /** Exactly {@code length} bytes, little-endian. */
    ByteBuffer at(long offset, long length) throws IOException {
        requireInside(offset, length);
        if (length > MOST) throw new MalformedElf("part of " + length + " bytes at " + offset + " is too long");
        return read(offset, (int) length);
    }

    /** Visits each record of a table; memory does not depend on their number. */
    void records(long offset, long count, int recordSize, Visitor visitor) throws IOException {
        if (recordSize < 1 || recordSize > MOST) throw new MalformedElf("record of " + recordSize + " bytes");
        if (count < 0 || count > size / recordSize) {
            throw new MalformedElf("table of " + count + " records in a file of " + size + " bytes");
        }
        requireInside(offset, count * recordSize);
        long atOnce = MOST / recordSize;
        for (long done = 0; done < count; done += atOnce) {
            int records = (int) Math.min(atOnce, count - done);
            var part = read(offset + done * recordSize, records * recordSize);
            for (int i = 0; i < records; i++) {
                visitor.visit(part.slice(i * recordSize, recordSize).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
    }

    /** Text up to a NUL; not UTF-8 is replaced, and what is too long is cut. */
    String text(long offset) throws IOException {
        requireInside(offset, 1);
        var bytes = read(offset, (int) Math.min(LONGEST_NAME, size - offset));
        int end = 0;
        while (end < bytes.limit() && bytes.get(end) != 0) end++;
        return StandardCharsets.UTF_8.decode(bytes.limit(end)).toString();
    }

    private void requireInside(long offset, long length) throws MalformedElf {
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            throw new MalformedElf("part of " + Long.toUnsignedString(length) + " bytes at "
                    + Long.toUnsignedString(offset) + " is not inside the file of " + size + " bytes");
        }
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) throw new MalformedElf("file became shorter");
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
