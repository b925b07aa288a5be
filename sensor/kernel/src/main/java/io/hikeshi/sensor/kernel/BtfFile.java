package io.hikeshi.sensor.kernel;

import com.sun.jna.Memory;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a BTF file: {@code struct btf_header} in linux/btf.h. Outside the heap, so that they are given back at once. */
final class BtfFile implements AutoCloseable {
    static final int MAGIC = 0xeb9f;
    /** {@code sizeof(struct btf_header)}. */
    static final int HEADER = 24;

    static final int HEADER_LENGTH = 4;
    static final int TYPES_OFFSET = 8;
    static final int TYPES_LENGTH = 12;
    static final int STRINGS_OFFSET = 16;

    /** Ten times that of a kernel with everything in it. */
    private static final long LARGEST = 64 << 20;

    private final Memory memory;
    private final ByteBuffer bytes;

    private BtfFile(Memory memory) {
        this.memory = memory;
        this.bytes = memory.getByteBuffer(0, memory.size()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws IOException if there is no such file, or it does not start as one */
    static BtfFile open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("there is no " + path + ": this kernel was built without CONFIG_DEBUG_INFO_BTF");
        }
        try (var channel = FileChannel.open(path)) {
            long size = channel.size();
            if (size < HEADER || size > LARGEST) throw new IOException(path + " has " + size + " bytes: not BTF");
            var memory = new Memory(size);
            fill(channel, memory.getByteBuffer(0, size));
            var file = new BtfFile(memory);
            if ((file.bytes.getShort(0) & 0xffff) == MAGIC && file.word(HEADER_LENGTH) >= HEADER) return file;
            file.close();
            throw new IOException(path + " starts with another header: not BTF");
        }
    }

    private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) throw new EOFException("BTF ended early");
        }
    }

    int typesStart() {
        return Math.addExact(word(HEADER_LENGTH), word(TYPES_OFFSET));
    }

    int typesEnd() {
        return Math.addExact(typesStart(), word(TYPES_LENGTH));
    }

    /** @throws IndexOutOfBoundsException beyond the file, as every look at it here */
    int word(int at) {
        return bytes.getInt(at);
    }

    /** Whether the string at this offset of the string section is this one. */
    boolean isString(int offset, byte[] expected) {
        int start = word(HEADER_LENGTH) + word(STRINGS_OFFSET) + offset;
        for (int i = 0; i < expected.length; i++) {
            if (bytes.get(start + i) != expected[i]) return false;
        }
        return bytes.get(start + expected.length) == 0;
    }

    @Override
    public void close() {
        memory.close();
    }
}
