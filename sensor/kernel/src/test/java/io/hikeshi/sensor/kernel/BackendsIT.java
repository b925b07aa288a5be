package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.ProcessDeath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that every backend must say alike; needs root and gcc. */
class BackendsIT {
    @RegisterExtension
    static final MountedTracefs TRACEFS = new MountedTracefs();

    private static final List<WatchedKernel> KERNELS = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        for (var backend : List.of(BackendChoice.BPF, BackendChoice.PERF, BackendChoice.PROC)) {
            KERNELS.add(new WatchedKernel(backend, true));
        }
    }

    @AfterAll
    static void close() throws Exception {
        for (var kernel : KERNELS) kernel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"segv", "abort", "kill", "thread-segv"})
    void agreeOnTheIdAndKindOfADeath(String way) throws Exception {
        // Given
        try (var zombie = Zombie.of(way)) {

            // When
            for (var kernel : KERNELS) kernel.await(zombie.pid());

            // Then
            var deaths = KERNELS.stream()
                    .map(kernel -> kernel.of(zombie.pid()).get(0))
                    .toList();
            assertThat(deaths).extracting(ProcessDeath::backend).containsExactly("bpf", "perf", "proc");
            assertThat(deaths)
                    .extracting(ProcessDeath::id)
                    .containsOnly(deaths.get(0).id());
            assertThat(deaths)
                    .extracting(ProcessDeath::kind)
                    .containsOnly(deaths.get(0).kind());
        }
    }
}
