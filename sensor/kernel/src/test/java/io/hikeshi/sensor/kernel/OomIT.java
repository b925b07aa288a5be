package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.ProcessOomKilled;
import org.junit.jupiter.api.Test;

/** A real out-of-memory kill, with a source that does not want other kills; needs root and gcc. */
class OomIT {
    private static final int EIGHT_MEGABYTES = 8 << 20;

    private final CProgram program = CProgram.compile("die");

    @Test
    void tellsAnOutOfMemoryKillFromAnyOther() throws Exception {
        try (var kernel = new WatchedKernel(BackendChoice.BPF, false);
                var cgroup = MemoryCgroup.of("hikeshi-oom-test", EIGHT_MEGABYTES)) {
            // Given
            int killed = program.die("kill");
            int exited = program.die("exit-3");

            // When
            var process = cgroup.start(program, "oom");
            process.waitFor();

            // Then
            int pid = Math.toIntExact(process.pid());
            kernel.await(pid);
            assertThat(kernel.of(pid)).singleElement().isInstanceOf(ProcessOomKilled.class);
            assertThat(kernel.of(pid).get(0).process().cgroup()).isEqualTo("/hikeshi-oom-test");
            assertThat(kernel.of(killed)).isEmpty();
            assertThat(kernel.of(exited)).isEmpty();
        }
    }
}
