package io.hikeshi.sensor.kernel;

import com.sun.jna.Memory;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the running kernel keeps the members of its structures: BTF, Documentation/bpf/btf.rst and linux/btf.h. Reads the
 * file once and looks at the wanted types only.
 */
final class Btf implements AutoCloseable {
    static final Path KERNEL = Path.of("/sys/kernel/btf/vmlinux");

    static final int MAGIC = 0xeb9f;
    /** {@code sizeof(struct btf_header)}. */
    static final int HEADER = 24;
    /** {@code sizeof(struct btf_type)}. */
    static final int TYPE = 12;
    /** {@code sizeof(struct btf_member)}. */
    static final int MEMBER = 12;
    /** {@code sizeof(struct btf_enum)}. */
    static final int ENUM = 8;

    static final int KIND_INT = 1;
    static final int KIND_ARRAY = 3;
    static final int KIND_STRUCT = 4;
    static final int KIND_UNION = 5;
    static final int KIND_ENUM = 6;
    static final int KIND_FUNC_PROTO = 13;
    static final int KIND_VAR = 14;
    static final int KIND_DATASEC = 15;
    static final int KIND_DECL_TAG = 17;
    static final int KIND_ENUM64 = 19;

    private static final long LARGEST_FILE = 64 << 20;
    /** Anonymous structures within each other; the kernel has three or four levels. */
    private static final int DEEPEST = 8;

    private final Memory memory;
    private final ByteBuffer bytes;
    private final int strings;
    private final Map<String, Integer> wanted = new HashMap<>();
    private int[] types = new int[1 << 17];
    private int count = 1;

    private Btf(Memory memory) {
        this.memory = memory;
        this.bytes = memory.getByteBuffer(0, memory.size()).order(ByteOrder.LITTLE_ENDIAN);
        if ((bytes.getShort(0) & 0xffff) != MAGIC) throw new IllegalArgumentException("no BTF magic at its start");
        int header = bytes.getInt(4);
        if (header < HEADER) throw new IllegalArgumentException("BTF header of " + header + " bytes");
        this.strings = Math.addExact(header, bytes.getInt(16));
    }

    /**
     * @param names structures and enums that will be asked for
     * @throws IOException if there is no such file or it is not BTF
     */
    static Btf read(Path file, Set<String> names) throws IOException {
        var memory = load(file);
        try {
            var btf = new Btf(memory);
            btf.index(names.stream().map(Name::of).collect(Collectors.toSet()));
            return btf;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            memory.close();
            throw new IOException("cannot read kernel types from " + file + ": " + e.getMessage(), e);
        }
    }

    /** Outside the heap, so that it is given back at once. */
    private static Memory load(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size < HEADER || size > LARGEST_FILE) throw new IOException(file + " has " + size + " bytes, not BTF");
            var memory = new Memory(size);
            var buffer = memory.getByteBuffer(0, size);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) throw new EOFException(file + " ended early");
            }
            return memory;
        }
    }

    private void index(Set<Name> names) {
        int header = bytes.getInt(4);
        int at = Math.addExact(header, bytes.getInt(8));
        int end = Math.addExact(at, bytes.getInt(12));
        while (at < end) {
            if (count == types.length) types = Arrays.copyOf(types, 2 * count);
            types[count++] = at;
            int info = bytes.getInt(at + 4);
            int kind = kind(info);
            if (kind == KIND_STRUCT || kind == KIND_ENUM) note(names, at);
            at += TYPE + extra(kind, info & 0xffff);
        }
    }

    private void note(Set<Name> names, int at) {
        int name = bytes.getInt(at);
        if (name == 0) return;
        for (var candidate : names) {
            if (isString(name, candidate.bytes())) wanted.putIfAbsent(candidate.text(), count - 1);
        }
    }

    /** What follows a {@code struct btf_type}, in bytes. */
    private static int extra(int kind, int length) {
        return switch (kind) {
            case KIND_INT, KIND_VAR, KIND_DECL_TAG -> 4;
            case KIND_ARRAY -> 12;
            case KIND_STRUCT, KIND_UNION, KIND_DATASEC, KIND_ENUM64 -> 12 * length;
            case KIND_ENUM, KIND_FUNC_PROTO -> 8 * length;
            default -> 0;
        };
    }

    /**
     * Byte offset of a member, also of one within an anonymous structure.
     *
     * @throws IOException if this kernel has no such member
     */
    int offset(String structure, String member) throws IOException {
        try {
            var offset = member(type(structure), Name.of(member).bytes(), 0);
            if (offset.isPresent()) return offset.getAsInt();
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("this kernel's BTF is damaged at struct " + structure, e);
        }
        throw new IOException("this kernel's BTF has no member " + member + " in struct " + structure);
    }

    /** {@code sizeof}. */
    int size(String structure) throws IOException {
        return bytes.getInt(types[type(structure)] + 8);
    }

    private int type(String structure) throws IOException {
        var type = wanted.get(structure);
        if (type == null) throw new IOException("this kernel's BTF has no struct " + structure);
        return type;
    }

    /** Empty if this kernel was built without it. */
    OptionalInt enumValue(String enumeration, String constant) throws IOException {
        var type = wanted.get(enumeration);
        if (type == null) return OptionalInt.empty();
        try {
            return enumValue(type, constant);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("this kernel's BTF is damaged at enum " + enumeration, e);
        }
    }

    private OptionalInt enumValue(int type, String constant) {
        int first = types[type] + TYPE;
        int length = bytes.getInt(types[type] + 4) & 0xffff;
        var name = Name.of(constant).bytes();
        for (int at = first; at < first + length * ENUM; at += ENUM) {
            if (isString(bytes.getInt(at), name)) return OptionalInt.of(bytes.getInt(at + 4));
        }
        return OptionalInt.empty();
    }

    private OptionalInt member(int type, byte[] name, int depth) {
        if (type <= 0 || type >= count || depth > DEEPEST) return OptionalInt.empty();
        int info = bytes.getInt(types[type] + 4);
        if (kind(info) != KIND_STRUCT && kind(info) != KIND_UNION) return OptionalInt.empty();
        int first = types[type] + TYPE;
        for (int at = first; at < first + (info & 0xffff) * MEMBER; at += MEMBER) {
            int offset = byteOffset(info, bytes.getInt(at + 8));
            int own = bytes.getInt(at);
            if (own != 0 && isString(own, name)) return OptionalInt.of(offset);
            if (own != 0) continue;
            var inner = member(bytes.getInt(at + 4), name, depth + 1);
            if (inner.isPresent()) return OptionalInt.of(offset + inner.getAsInt());
        }
        return OptionalInt.empty();
    }

    /** With the type's kind flag (bit 31), the upper 8 bits are the size of a bit field. */
    private static int byteOffset(int info, int bits) {
        return (info < 0 ? bits & 0xffffff : bits) / Byte.SIZE;
    }

    private static int kind(int info) {
        return info >>> 24 & 0x1f;
    }

    private boolean isString(int offset, byte[] expected) {
        int start = strings + offset;
        for (int i = 0; i < expected.length; i++) {
            if (bytes.get(start + i) != expected[i]) return false;
        }
        return bytes.get(start + expected.length) == 0;
    }

    @Override
    public void close() {
        memory.close();
    }

    private record Name(String text, byte[] bytes) {
        static Name of(String text) {
            return new Name(text, text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
