package io.hikeshi.sensor.kernel.symbol;

import java.nio.ByteBuffer;

/**
 * Offsets in the structures of {@code include/uapi/linux/elf.h}, which differ between 32 and 64 bit. A word is an address,
 * an offset or a size.
 */
enum ElfLayout {
    ELF32(
            4,
            new Header(52, 28, 32),
            new Program(32, 4, 8, 16),
            new Section(40, 16, 20, 24),
            new Symbol(16, 4, 8, 12, 14)),
    ELF64(
            8,
            new Header(64, 32, 40),
            new Program(56, 8, 16, 32),
            new Section(64, 24, 32, 40),
            new Symbol(24, 8, 16, 4, 6));

    /** {@code Elf*_Ehdr}. */
    record Header(int size, int programs, int sections) {
        /** The counts stand at the end: {@code e_phentsize, e_phnum, e_shentsize, e_shnum, e_shstrndx}, two bytes each. */
        int programSize() {
            return size - 10;
        }

        int programCount() {
            return size - 8;
        }

        int sectionSize() {
            return size - 6;
        }

        int sectionCount() {
            return size - 4;
        }
    }

    /** {@code Elf*_Phdr}; its type is at 0. */
    record Program(int size, int offset, int address, int fileSize) {}

    /** {@code Elf*_Shdr}; its type is at 4. */
    record Section(int size, int offset, int length, int link) {}

    /** {@code Elf*_Sym}; its name is at 0. */
    record Symbol(int size, int value, int length, int info, int section) {}

    final int wordSize;
    final Header header;
    final Program program;
    final Section section;
    final Symbol symbol;

    ElfLayout(int wordSize, Header header, Program program, Section section, Symbol symbol) {
        this.wordSize = wordSize;
        this.header = header;
        this.program = program;
        this.section = section;
        this.symbol = symbol;
    }

    long word(ByteBuffer record, int at) {
        return wordSize == 8 ? record.getLong(at) : Integer.toUnsignedLong(record.getInt(at));
    }
}
