package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {
    @TempDir
    Path proc;

    /** init 1 with sshd 10, bash 11, ours 12 with its child 13. */
    @BeforeEach
    void processes() throws IOException {
        process(1, 0);
        process(10, 1);
        process(11, 10);
        process(12, 11);
        process(13, 12);
        Files.createDirectories(proc.resolve("99"));
    }

    private void process(int pid, int parent) throws IOException {
        var folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.writeString(
                folder.resolve("stat"), pid + " (p) S " + parent + " 0 0 0 -1 0 1 2 3 4 5 6 7 8 20 0 1 0 100 1 2\n");
    }

    @Test
    void countsEverybodyButInitAndOurselves() throws Exception {
        // When
        var others = ProcessTree.read(proc).others(12);

        // Then
        assertThat(others).containsExactlyInAnyOrder(10, 11);
    }

    @Test
    void findsDescendantsOfAnyDepth() throws Exception {
        // When
        var family = ProcessTree.read(proc).withDescendants(List.of(10));

        // Then
        assertThat(family).containsExactlyInAnyOrder(10, 11, 12, 13);
    }

    @Test
    void findsChildrenAlone() throws Exception {
        // When
        var children = ProcessTree.read(proc).children(11);

        // Then
        assertThat(children).containsExactly(12);
    }
}
