package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where the running kernel keeps the members of its structures: BTF, Documentation/bpf/btf.rst and linux/btf.h. Walks the types
 * once and looks at the wanted ones only.
 */
final class Btf implements AutoCloseable {
    static final Path KERNEL = Path.of("/sys/kernel/btf/vmlinux");

    /** {@code sizeof(struct btf_type)}: name, info, then size or type. */
    static final int TYPE = 12;

    static final int TYPE_INFO = 4;
    static final int TYPE_SIZE = 8;
    /** {@code sizeof(struct btf_member)}: name, type, offset. */
    static final int MEMBER = 12;

    static final int MEMBER_TYPE = 4;
    static final int MEMBER_OFFSET = 8;
    /** {@code sizeof(struct btf_enum)}: name, value. */
    static final int ENUM = 8;

    static final int ENUM_VALUE = 4;

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

    /** Anonymous structures within each other; the kernel has three or four levels. */
    private static final int DEEPEST = 8;

    private final BtfFile file;
    /** By name; several structures of the kernel's may share one. */
    private final Map<String, List<Integer>> wanted = new HashMap<>();
    /** Offset of each type by its id, from 1. */
    private int[] types = new int[1 << 17];

    private int count = 1;

    private Btf(BtfFile file) {
        this.file = file;
    }

    /**
     * @param names structures and enums that will be asked for
     * @throws IOException if there is no such file or it is damaged
     */
    static Btf read(Path path, Set<String> names) throws IOException {
        var file = BtfFile.open(path);
        try {
            var btf = new Btf(file);
            btf.index(names.stream().map(Name::of).toList());
            return btf;
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            file.close();
            throw new IOException("cannot read kernel types from " + path + ", it is damaged: " + e.getMessage(), e);
        }
    }

    private void index(List<Name> names) {
        int end = file.typesEnd();
        for (int at = file.typesStart(); at < end; count++) {
            if (count == types.length) types = Arrays.copyOf(types, 2 * count);
            types[count] = at;
            int info = file.word(at + TYPE_INFO);
            if (kind(info) == KIND_STRUCT || kind(info) == KIND_ENUM) note(names, file.word(at));
            at += TYPE + extra(kind(info), length(info));
        }
    }

    private void note(List<Name> names, int name) {
        if (name == 0) return;
        for (var candidate : names) {
            if (!file.isString(name, candidate.bytes())) continue;
            wanted.computeIfAbsent(candidate.text(), text -> new ArrayList<>()).add(count);
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
        for (int type : typesOf(structure)) {
            var offset = member(type, Name.of(member).bytes());
            if (offset.isPresent()) return offset.getAsInt();
        }
        throw new IOException("this kernel's BTF has no member " + member + " in struct " + structure);
    }

    /** {@code sizeof}. */
    int size(String structure) throws IOException {
        return file.word(types[typesOf(structure).get(0)] + TYPE_SIZE);
    }

    private List<Integer> typesOf(String structure) throws IOException {
        var types = wanted.get(structure);
        if (types == null) throw new IOException("this kernel's BTF has no struct " + structure);
        return types;
    }

    /** Empty if this kernel was built without it. */
    OptionalInt enumValue(String enumeration, String constant) throws IOException {
        for (int type : wanted.getOrDefault(enumeration, List.of())) {
            var value = enumValue(type, Name.of(constant).bytes());
            if (value.isPresent()) return value;
        }
        return OptionalInt.empty();
    }

    private OptionalInt enumValue(int type, byte[] constant) throws IOException {
        try {
            int first = types[type] + TYPE;
            int end = first + length(file.word(types[type] + TYPE_INFO)) * ENUM;
            for (int at = first; at < end; at += ENUM) {
                if (file.isString(file.word(at), constant)) return OptionalInt.of(file.word(at + ENUM_VALUE));
            }
            return OptionalInt.empty();
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("this kernel's BTF is damaged at type " + type, e);
        }
    }

    private OptionalInt member(int type, byte[] name) throws IOException {
        try {
            return member(type, name, 0);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("this kernel's BTF is damaged at type " + type, e);
        }
    }

    private OptionalInt member(int type, byte[] name, int depth) {
        if (type <= 0 || type >= count || depth > DEEPEST) return OptionalInt.empty();
        int info = file.word(types[type] + TYPE_INFO);
        if (kind(info) != KIND_STRUCT && kind(info) != KIND_UNION) return OptionalInt.empty();
        int first = types[type] + TYPE;
        for (int at = first; at < first + length(info) * MEMBER; at += MEMBER) {
            int offset = byteOffset(info, file.word(at + MEMBER_OFFSET));
            int own = file.word(at);
            if (own != 0 && file.isString(own, name)) return OptionalInt.of(offset);
            if (own != 0) continue;
            var inner = member(file.word(at + MEMBER_TYPE), name, depth + 1);
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

    private static int length(int info) {
        return info & 0xffff;
    }

    @Override
    public void close() {
        file.close();
    }

    private record Name(String text, byte[] bytes) {
        static Name of(String text) {
            return new Name(text, text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
