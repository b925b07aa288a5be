package io.hikeshi.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodCgroupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String POD = "7f1f3a2e-1111-4000-8000-0123456789ab";
    private static final String CONTAINER = "c0ffee".repeat(11).substring(0, 64);
    private static final int KILLED = 128 + 9;

    @TempDir
    Path logs;

    @Test
    void makesTheKernelKillWhatNeedsMoreMemory() {
        // Given
        try (var cgroup = new PodCgroup(POD, CONTAINER).withMemoryLimit(32 << 20)) {

            // When
            var hungry = cgroup.inside(Command.of("python3", "-c", "bytearray(256 << 20)"))
                    .start(logs, "hungry");

            // Then
            assertThat(hungry.awaitExit(PATIENCE)).isEqualTo(KILLED);
        }
    }

    @Test
    void leavesNeitherProcessesNorFoldersBehind() throws IOException {
        // Given
        var cgroup = new PodCgroup(POD, CONTAINER);
        var sleeper = cgroup.inside(Command.of("sleep", "600")).start(logs, "sleeper");

        // When
        cgroup.close();

        // Then
        assertThat(sleeper.awaitExit(PATIENCE)).isEqualTo(KILLED);
        try (var hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            var folder = cgroup.path().substring(1);
            assertThat(Stream.concat(Stream.of(Path.of("/sys/fs/cgroup")), hierarchies)
                            .filter(root -> Files.exists(root.resolve(folder))))
                    .isEmpty();
        }
    }
}
