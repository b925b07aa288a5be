package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens when nobody reads; needs root and gcc. */
class SmallRingIT {
    private static final int SMALLEST = 64 << 10;
    private static final int CRASHES = 60;

    private final CProgram program = CProgram.compile("die");

    @Test
    void countsWhatItCouldNotHoldAndGoesOn() throws Exception {
        var settings = new KernelSettings(
                WatchedKernel.ORIGIN,
                BackendChoice.BPF,
                true,
                true,
                SMALLEST,
                Path.of("/proc"),
                Path.of("/sys/fs/cgroup"));
        try (var backend = BpfBackend.open(settings)) {
            // Given
            for (int i = 0; i < CRASHES; i++) program.die("segv");
            var held = readAll(backend);

            // When
            int later = program.die("segv");

            // Then
            assertThat(backend.drops()).isPositive();
            assertThat(held).isNotEmpty().hasSizeLessThan(CRASHES);
            assertThat(readAll(backend)).contains(later);
        }
    }

    private static Set<Integer> readAll(Backend backend) throws IOException {
        var pids = new HashSet<Integer>();
        for (var death = backend.poll(Duration.ZERO); death.isPresent(); death = backend.poll(Duration.ZERO)) {
            pids.add(death.get().task().pid());
        }
        return pids;
    }
}
