package io.hikeshi.sensor.kernel.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On programs that the C compiler built; needs gcc and binutils. */
class ElfFileIT {
    @TempDir
    static Path folder;

    private static CProgram movable;

    /** How programs are laid out: where they are loaded, and where their code stands in the file. */
    enum Build {
        MOVABLE(List.of("-pie"), 0),
        FIXED(List.of("-no-pie"), 0x400000),
        FIXED_32_BIT(List.of("-m32", "-fno-pic", "-no-pie"), 0x8048000);

        final List<String> flags;
        final long base;

        Build(List<String> flags, long base) {
            this.flags = flags;
            this.base = base;
        }
    }

    @BeforeAll
    static void compile() throws Exception {
        movable = CProgram.compile(folder, "movable", List.of("-pie"));
    }

    private static CProgram program(Build build) throws Exception {
        var flags = new ArrayList<>(build.flags);
        if (build == Build.FIXED_32_BIT) flags.addAll(CProgram.BARE);
        return CProgram.compile(folder, build.name(), flags);
    }

    @ParameterizedTest
    @EnumSource
    void namesTheFunctionThatHoldsAnOffset(Build build) throws Exception {
        // Given
        var program = program(build);
        long level2 = program.address("level2") - build.base;
        long level3 = program.address("level3") - build.base;
        try (var elf = ElfFile.open(program.file())) {

            // When
            var functions = elf.functions(Set.of(level2 + 1, level3));

            // Then
            assertThat(functions).containsOnly(Map.entry(level2 + 1, "level2"), Map.entry(level3, "level3"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheBuildIdThatReadelfReads(Build build) throws Exception {
        // Given
        var program = program(build);

        // When
        try (var elf = ElfFile.open(program.file())) {

            // Then
            assertThat(elf.buildId()).isEqualTo(program.buildId());
        }
    }

    @Test
    void keepsTheBuildIdButNoNameOfAStrippedProgram() throws Exception {
        // Given
        long level3 = movable.address("level3");
        try (var elf = ElfFile.open(movable.stripped().file())) {

            // When
            var functions = elf.functions(Set.of(level3));

            // Then
            assertThat(functions).isEmpty();
            assertThat(elf.buildId()).isEqualTo(movable.buildId());
        }
    }

    @Test
    void namesWhatAStrippedLibraryExports() throws Exception {
        // Given
        var library = CProgram.compile(folder, "library.so", List.of("-shared", "-fPIC"));
        long level3 = library.address("level3");
        try (var elf = ElfFile.open(library.stripped().file())) {

            // When
            var functions = elf.functions(Set.of(level3));

            // Then
            assertThat(functions).containsEntry(level3, "level3");
        }
    }

    @Test
    void namesNothingBetweenFunctionsOrOutsideTheFile() throws Exception {
        // Given
        try (var elf = ElfFile.open(movable.file())) {

            // When
            var functions = elf.functions(Set.of(1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));

            // Then
            assertThat(functions).isEmpty();
        }
    }

    /** Whatever is done to a file: an answer or a reason, and no memory beyond a fixed buffer. */
    @Test
    void refusesFiveThousandDamagedProgramsWithAReason() throws Exception {
        // Given
        var random = new Random(20_26);
        var whole = Files.readAllBytes(movable.file());
        long level3 = movable.address("level3");
        var damaged = folder.resolve("damaged");
        int refused = 0;
        long mostAllocated = 0;

        // When
        for (int i = 0; i < 5_000; i++) {
            Files.write(damaged, damage(whole, random));
            long before = allocated();
            if (refuses(damaged, level3)) refused++;
            mostAllocated = Math.max(mostAllocated, allocated() - before);
        }

        // Then
        assertThat(mostAllocated).isLessThan(1024 * 1024);
        assertThat(refused).isBetween(500, 4_999);
    }

    /** Bytes that this thread has ever allocated. */
    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
    }

    private static boolean refuses(Path file, long offset) throws IOException {
        try (var elf = ElfFile.open(file)) {
            elf.functions(Set.of(offset));
            return false;
        } catch (MalformedElf e) {
            assertThat(e).hasMessageNotContainingAny("null");
            return true;
        }
    }

    /** Cuts it, or overwrites some words of the headers and tables, where it hurts, with numbers that overflow. */
    private static byte[] damage(byte[] whole, Random random) {
        if (random.nextInt(4) == 0) return Arrays.copyOf(whole, random.nextInt(whole.length));
        var damaged = ByteBuffer.wrap(whole.clone()).order(ByteOrder.LITTLE_ENDIAN);
        long[] hurtful = {
            0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, whole.length, whole.length - 1, 1L << 32, random.nextLong()
        };
        int sections = (int) damaged.getLong(40);
        for (int i = 0; i <= random.nextInt(8); i++) {
            int at = random.nextBoolean()
                    ? random.nextInt(0x400)
                    : sections + random.nextInt(whole.length - sections - 8);
            damaged.putLong(at, hurtful[random.nextInt(hurtful.length)]);
        }
        return damaged.array();
    }

    @Test
    void refusesWhatIsNoElfFile() throws Exception {
        // Given
        var script = Files.writeString(folder.resolve("script"), "#!/bin/sh\necho it is not\n");

        // When, Then
        assertThatThrownBy(() -> ElfFile.open(script))
                .isInstanceOf(MalformedElf.class)
                .hasMessage("no ELF magic");
    }
}
