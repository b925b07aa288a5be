package io.hikeshi.sensor.kernel.symbol;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A program or shared library: little-endian ELF, 32 or 64 bit. Constants are those of {@code include/uapi/linux/elf.h}. */
final class ElfFile implements Closeable {
    static final int MAGIC = 0x464c457f, CLASS = 4, DATA = 5, IDENT = 16;
    static final int LITTLE_ENDIAN = 1;
    static final int PT_LOAD = 1, PT_NOTE = 4;
    static final int NT_GNU_BUILD_ID = 3;
    private static final int GNU = 0x554e47; // "GNU\0"
    static final int NOTE_HEADER = 12;
    /** A linker writes 20 bytes (sha1) or 16; the kernel's own limit is 20. */
    private static final int LONGEST_BUILD_ID = 32;
    /** A linker writes about a dozen. */
    private static final int MOST_PROGRAMS = 256;

    /** A part of the file that is mapped: {@code PT_LOAD}. */
    private record Segment(long offset, long address, long size) {}

    private final ElfBytes bytes;
    private final ElfLayout layout;
    private final ByteBuffer header;
    private final List<Segment> segments = new ArrayList<>();
    private @Nullable String buildId;

    private ElfFile(ElfBytes bytes) throws IOException {
        this.bytes = bytes;
        this.layout = layout(bytes.at(0, IDENT));
        this.header = bytes.at(0, layout.header.size());
        int count = Short.toUnsignedInt(header.getShort(layout.header.programCount()));
        if (count > MOST_PROGRAMS) throw new MalformedElf(count + " program headers");
        requireSize("program header", layout.header.programSize(), layout.program.size());
        bytes.records(layout.word(header, layout.header.programs()), count, layout.program.size(), this::readProgram);
    }

    /** @throws MalformedElf if it is not an ELF file, or its parts do not hold together */
    static ElfFile open(Path path) throws IOException {
        var bytes = ElfBytes.open(path);
        try {
            return new ElfFile(bytes);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static ElfLayout layout(ByteBuffer ident) throws MalformedElf {
        if (ident.getInt(0) != MAGIC) throw new MalformedElf("no ELF magic");
        if (ident.get(DATA) != LITTLE_ENDIAN) throw new MalformedElf("not little-endian");
        return switch (ident.get(CLASS)) {
            case 1 -> ElfLayout.ELF32;
            case 2 -> ElfLayout.ELF64;
            default -> throw new MalformedElf("class " + ident.get(CLASS) + " is neither 32 nor 64 bit");
        };
    }

    private void requireSize(String what, int at, int expected) throws MalformedElf {
        int size = Short.toUnsignedInt(header.getShort(at));
        if (size != expected) throw new MalformedElf(what + " of " + size + " bytes, not " + expected);
    }

    private void readProgram(ByteBuffer program) throws IOException {
        long offset = layout.word(program, layout.program.offset());
        long size = layout.word(program, layout.program.fileSize());
        switch (program.getInt(0)) {
            case PT_LOAD -> segments.add(new Segment(offset, layout.word(program, layout.program.address()), size));
            case PT_NOTE -> readNotes(bytes.at(offset, size));
            default -> {}
        }
    }

    /** Each note: u32 name size, u32 description size, u32 type, name, description, both padded to four bytes. */
    private void readNotes(ByteBuffer notes) throws MalformedElf {
        int at = 0;
        while (buildId == null && notes.limit() - at >= NOTE_HEADER) {
            int description = after(notes, at + NOTE_HEADER, notes.getInt(at));
            int end = after(notes, description, notes.getInt(at + 4));
            if (isBuildId(notes, at)) buildId = hex(notes, description, notes.getInt(at + 4));
            at = end;
        }
    }

    private static int after(ByteBuffer notes, int from, int size) throws MalformedElf {
        if (size < 0 || size > notes.limit() - from) throw new MalformedElf("note of " + size + " bytes ends outside");
        return Math.min(from + (size + 3 & ~3), notes.limit());
    }

    private static boolean isBuildId(ByteBuffer notes, int at) {
        return notes.getInt(at) == 4
                && notes.getInt(at + 8) == NT_GNU_BUILD_ID
                && notes.getInt(at + NOTE_HEADER) == GNU;
    }

    private static String hex(ByteBuffer notes, int from, int size) throws MalformedElf {
        if (size < 1 || size > LONGEST_BUILD_ID) throw new MalformedElf("build id of " + size + " bytes");
        var id = new byte[size];
        notes.get(from, id);
        return HexFormat.of().formatHex(id);
    }

    /** Hex; null if the linker wrote none. */
    @Nullable
    String buildId() {
        return buildId;
    }

    /**
     * The functions that hold these offsets in the file, as the linker spells them. What no symbol covers is left out.
     *
     * @throws MalformedElf if the symbol table does not hold together
     */
    Map<Long, String> functions(Set<Long> offsets) throws IOException {
        var sections = layout.word(header, layout.header.sections());
        int count = Short.toUnsignedInt(header.getShort(layout.header.sectionCount()));
        if (sections == 0 || count == 0) return Map.of();
        requireSize("section header", layout.header.sectionSize(), layout.section.size());
        var search = new FunctionSearch(bytes, layout);
        for (long offset : offsets) address(offset, search);
        bytes.records(sections, count, layout.section.size(), search::readSection);
        return search.run(sections, count);
    }

    private void address(long offset, FunctionSearch search) {
        for (Segment segment : segments) {
            long inside = offset - segment.offset;
            if (inside >= 0 && inside < segment.size) search.want(offset, segment.address + inside);
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
