package io.hikeshi.sensor.kernel.symbol;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.kernel.CHeaders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was taken from C headers to read ELF files, against the headers; needs gcc. */
class ElfHeadersIT {
    @SafeVarargs
    private static void agree(String name, Map.Entry<String, ? extends Number>... ours) throws Exception {
        var expected = new TreeMap<String, Long>();
        for (var one : ours) expected.put(one.getKey(), one.getValue().longValue());
        assertThat(CHeaders.values(name, List.of("elf.h", "fcntl.h"), expected.keySet()))
                .containsExactlyInAnyOrderEntriesOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"ELF32, Elf32", "ELF64, Elf64"})
    void laysStructuresOutAsTheHeaderDoes(ElfLayout layout, String prefix) throws Exception {
        agree(
                "elf-" + prefix,
                entry("sizeof(%s_Addr)".formatted(prefix), layout.wordSize),
                entry("sizeof(%s_Ehdr)".formatted(prefix), layout.header.size()),
                entry("offsetof(%s_Ehdr, e_phoff)".formatted(prefix), layout.header.programs()),
                entry("offsetof(%s_Ehdr, e_shoff)".formatted(prefix), layout.header.sections()),
                entry("offsetof(%s_Ehdr, e_phentsize)".formatted(prefix), layout.header.programSize()),
                entry("offsetof(%s_Ehdr, e_phnum)".formatted(prefix), layout.header.programCount()),
                entry("offsetof(%s_Ehdr, e_shentsize)".formatted(prefix), layout.header.sectionSize()),
                entry("offsetof(%s_Ehdr, e_shnum)".formatted(prefix), layout.header.sectionCount()),
                entry("sizeof(%s_Phdr)".formatted(prefix), layout.program.size()),
                entry("offsetof(%s_Phdr, p_offset)".formatted(prefix), layout.program.offset()),
                entry("offsetof(%s_Phdr, p_vaddr)".formatted(prefix), layout.program.address()),
                entry("offsetof(%s_Phdr, p_filesz)".formatted(prefix), layout.program.fileSize()),
                entry("sizeof(%s_Shdr)".formatted(prefix), layout.section.size()),
                entry("offsetof(%s_Shdr, sh_offset)".formatted(prefix), layout.section.offset()),
                entry("offsetof(%s_Shdr, sh_size)".formatted(prefix), layout.section.length()),
                entry("offsetof(%s_Shdr, sh_link)".formatted(prefix), layout.section.link()),
                entry("sizeof(%s_Sym)".formatted(prefix), layout.symbol.size()),
                entry("offsetof(%s_Sym, st_value)".formatted(prefix), layout.symbol.value()),
                entry("offsetof(%s_Sym, st_size)".formatted(prefix), layout.symbol.length()),
                entry("offsetof(%s_Sym, st_info)".formatted(prefix), layout.symbol.info()),
                entry("offsetof(%s_Sym, st_shndx)".formatted(prefix), layout.symbol.section()));
    }

    @Test
    void readsKindsAsTheHeaderNumbersThem() throws Exception {
        agree(
                "elf-kinds",
                entry("*(int*)ELFMAG", ElfFile.MAGIC),
                entry("ELFDATA2LSB", ElfFile.LITTLE_ENDIAN),
                entry("PT_LOAD", ElfFile.PT_LOAD),
                entry("PT_NOTE", ElfFile.PT_NOTE),
                entry("NT_GNU_BUILD_ID", ElfFile.NT_GNU_BUILD_ID),
                entry("sizeof(Elf64_Nhdr)", ElfFile.NOTE_HEADER),
                entry("SHT_SYMTAB", FunctionSearch.SHT_SYMTAB),
                entry("SHT_DYNSYM", FunctionSearch.SHT_DYNSYM),
                entry("STT_FUNC", FunctionSearch.STT_FUNC),
                entry("STT_GNU_IFUNC", FunctionSearch.STT_GNU_IFUNC),
                entry("STB_LOCAL", FunctionSearch.STB_LOCAL),
                entry("SHN_UNDEF", FunctionSearch.SHN_UNDEF),
                entry("O_CLOEXEC", RegularFile.O_CLOEXEC),
                entry("O_PATH", RegularFile.O_PATH));
    }
}
