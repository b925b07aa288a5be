package io.hikeshi.sensor.kernel.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.sensor.event.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names frames by a process that maps the same program; needs gcc, and for other users' processes root. */
class SymbolsIT {
    private static final int NOBODY = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    private final Symbols symbols = new Symbols(Path.of("/proc"));
    private CProgram program;
    private Process witness;

    @BeforeEach
    void startWitness() throws Exception {
        program = CProgram.compile(folder, "worker", List.of("-pie"));
        witness = new ProcessBuilder(program.file().toString()).start();
    }

    @AfterEach
    void stopWitness() throws Exception {
        witness.destroyForcibly().waitFor();
        symbols.close();
    }

    private Frame frame(String function, long inside) throws Exception {
        return new Frame(program.buildId(), program.address(function) + inside, null, null);
    }

    private List<Frame> named(List<Frame> stack, Integer... witnesses) throws Exception {
        return symbols.name(stack, () -> List.of(witnesses), null).get(10, TimeUnit.SECONDS);
    }

    @Test
    void namesFramesByALivingProcessOfTheSameProgram() throws Exception {
        // Given
        var stack = List.of(frame("level3", 0), frame("level2", 5));

        // When
        var named = named(stack, NOBODY, (int) witness.pid());

        // Then
        var module = program.file().toRealPath().toString();
        assertThat(named)
                .containsExactly(
                        new Frame(program.buildId(), stack.get(0).offset(), module, "level3"),
                        new Frame(program.buildId(), stack.get(1).offset(), module, "level2"));
    }

    @Test
    void takesACallersFrameForTheCallAndNotForWhatFollowsIt() throws Exception {
        // Given a call that is the last instruction of its function: the caller's offset is where the next one starts
        var stack = List.of(frame("level3", 0), frame("level2", 0));

        // When
        var named = named(stack, (int) witness.pid());

        // Then
        assertThat(named.get(1).function()).isNotEqualTo("level2");
    }

    @Test
    void remembersWhatItNamedWhenNoWitnessIsLeft() throws Exception {
        // Given
        var stack = List.of(frame("level3", 0));
        var first = named(stack, (int) witness.pid());

        // When
        var again = symbols.name(stack, List::of, null);

        // Then
        assertThat(again).isCompletedWithValue(first);
    }

    @Test
    void leavesFramesAsTheyAreThatNobodyCanName() throws Exception {
        // Given
        var stack =
                List.of(new Frame("00".repeat(20), 0x1139, null, null), new Frame(null, 0x7f00_0000_1000L, null, null));

        // When
        var named = named(stack, NOBODY, (int) witness.pid());

        // Then
        assertThat(named).isEqualTo(stack);
    }

    @Test
    @Timeout(10)
    void refusesAFifoWithoutWaitingForAWriter() throws Exception {
        // Given
        var fifo = folder.resolve("libc.so.6");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString())
                        .start()
                        .waitFor(Duration.ofSeconds(5).toSeconds(), TimeUnit.SECONDS))
                .isTrue();

        // When, Then
        assertThatThrownBy(() -> RegularFile.pin(fifo))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("not a regular file");
    }

    @Test
    void readsThePinnedFileWhateverBecomesOfItsName() throws Exception {
        // Given
        var name = folder.resolve("swapped");
        Files.copy(program.file(), name);
        try (var pinned = RegularFile.pin(name)) {
            Files.writeString(Files.createTempFile(folder, "other", ""), "not an ELF file");
            Files.delete(name);

            // When
            try (var elf = ElfFile.open(pinned.path())) {

                // Then
                assertThat(elf.buildId()).isEqualTo(program.buildId());
            }
        }
    }
}
