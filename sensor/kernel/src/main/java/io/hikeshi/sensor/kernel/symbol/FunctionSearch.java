package io.hikeshi.sensor.kernel.symbol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the functions that hold some addresses in one pass over a symbol table, which may have millions of entries. */
final class FunctionSearch {
    static final int SHT_SYMTAB = 2, SHT_DYNSYM = 11;
    static final int STT_FUNC = 2, STT_GNU_IFUNC = 10;
    static final int STB_LOCAL = 0;
    static final int SHN_UNDEF = 0;

    /** A table of symbols; {@code names} is the index of the section that holds their names. */
    private record Table(long offset, long length, int names) {}

    /** The best symbol so far for a wanted offset. */
    private record Candidate(long start, boolean local, int name) {
        /** Nested symbols: the later start is the inner function. Aliases: the exported one is the known one. */
        boolean isBetterThan(@Nullable Candidate other) {
            if (other == null) return true;
            int order = Long.compareUnsigned(start, other.start);
            return order > 0 || order == 0 && !local && other.local;
        }
    }

    private final ElfBytes bytes;
    private final ElfLayout layout;
    /** File offset to address. */
    private final Map<Long, Long> wanted = new HashMap<>();

    private final Map<Long, Candidate> found = new HashMap<>();
    private @Nullable Table whole;
    private @Nullable Table dynamic;

    FunctionSearch(ElfBytes bytes, ElfLayout layout) {
        this.bytes = bytes;
        this.layout = layout;
    }

    void want(long offset, long address) {
        wanted.put(offset, address);
    }

    void readSection(ByteBuffer section) {
        var table = new Table(
                layout.word(section, layout.section.offset()),
                layout.word(section, layout.section.length()),
                section.getInt(layout.section.link()));
        switch (section.getInt(4)) {
            case SHT_SYMTAB -> whole = table;
            case SHT_DYNSYM -> dynamic = table;
            default -> {}
        }
    }

    /** A stripped file still has the symbols that it exports. */
    Map<Long, String> run(long sections, int count) throws IOException {
        var table = whole != null ? whole : dynamic;
        if (table == null || wanted.isEmpty()) return Map.of();
        if (table.names < 0 || table.names >= count) throw new MalformedElf("no section " + table.names + " of names");
        bytes.records(table.offset, table.length / layout.symbol.size(), layout.symbol.size(), this::readSymbol);
        var names = bytes.at(sections + (long) table.names * layout.section.size(), layout.section.size());
        return named(layout.word(names, layout.section.offset()), layout.word(names, layout.section.length()));
    }

    private void readSymbol(ByteBuffer symbol) {
        int info = symbol.get(layout.symbol.info());
        int type = info & 0xf;
        if (type != STT_FUNC && type != STT_GNU_IFUNC) return;
        if (symbol.getShort(layout.symbol.section()) == SHN_UNDEF) return;
        long start = layout.word(symbol, layout.symbol.value());
        long length = layout.word(symbol, layout.symbol.length());
        var candidate = new Candidate(start, (info >> 4 & 0xf) == STB_LOCAL, symbol.getInt(0));
        wanted.forEach((offset, address) -> {
            if (Long.compareUnsigned(address - start, length) >= 0) return;
            if (candidate.isBetterThan(found.get(offset))) found.put(offset, candidate);
        });
    }

    private Map<Long, String> named(long names, long length) throws IOException {
        var functions = new HashMap<Long, String>();
        for (var entry : found.entrySet()) {
            long name = Integer.toUnsignedLong(entry.getValue().name);
            if (name >= length) throw new MalformedElf("name " + name + " outside the section of names");
            var text = bytes.text(names + name);
            if (!text.isEmpty()) functions.put(entry.getKey(), text);
        }
        return functions;
    }
}
