package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.hikeshi.sensor.event.ProcessCrashed;
import io.hikeshi.sensor.event.ProcessKilled;
import io.hikeshi.sensor.event.ProcessOomKilled;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real deaths on the running kernel, and what perf promises of them; needs root and gcc. */
class PerfBackendIT {
    @RegisterExtension
    static final MountedTracefs TRACEFS = new MountedTracefs();

    private static WatchedKernel kernel;

    @BeforeAll
    static void open() throws Exception {
        kernel = new WatchedKernel(BackendChoice.PERF, true);
    }

    @AfterAll
    static void close() throws Exception {
        kernel.close();
    }

    @ParameterizedTest
    @CsvSource({
        "segv, SIGSEGV, SEGV_MAPERR",
        "fpe, SIGFPE, FPE_INTDIV",
        "non-canonical, SIGSEGV, SI_KERNEL",
        "ignored, SIGSEGV, SEGV_MAPERR",
        "re-raise, SIGSEGV, SI_TKILL",
        "abort, SIGABRT, SI_TKILL",
        "trap, SIGTRAP, SI_TKILL",
        "quit, SIGQUIT, SI_TKILL",
        "thread-segv, SIGSEGV, SEGV_MAPERR",
        "threads-segv, SIGSEGV, SEGV_MAPERR",
        "leader-gone, SIGSEGV, SEGV_MAPERR",
        "renamed, SIGSEGV, SEGV_MAPERR"
    })
    void reportsACrashOnceWithItsSignalAndCode(String way, String signal, String code) throws Exception {
        // When
        var death = kernel.deathOf(way);

        // Then
        var crash = assertThat(death).asInstanceOf(type(ProcessCrashed.class)).actual();
        assertThat(crash.backend()).isEqualTo("perf");
        assertThat(crash.signal().name()).isEqualTo(signal);
        assertThat(crash.signal().code()).isEqualTo(code);
        assertThat(crash.signal().faultAddress()).isNull();
        assertThat(crash.stack()).isNotEmpty().allMatch(frame -> frame.offset() != 0);
    }

    @ParameterizedTest
    @CsvSource({"kill, SIGKILL", "thread-kill, SIGKILL", "term, SIGTERM", "pipe, SIGPIPE"})
    void reportsAKillAsAKill(String way, String signal) throws Exception {
        // When
        var death = kernel.deathOf(way);

        // Then
        var kill = assertThat(death).asInstanceOf(type(ProcessKilled.class)).actual();
        assertThat(kill.signal().name()).isEqualTo(signal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"handled", "exit-0", "thread-exit-0", "exit-3", "thread-exit-3", "exit-from-handler"})
    void saysNothingOfAProcessThatEndsByItself(String way) throws Exception {
        // When
        var deaths = kernel.deathsOf(way);

        // Then
        assertThat(deaths).isEmpty();
    }

    @Test
    void tellsWhoDied() throws Exception {
        // Given
        var before = Instant.now().minusSeconds(1);

        // When
        var process = kernel.deathOf("renamed").process();

        // Then
        assertThat(process.comm()).isEqualTo("puma worker 3");
        assertThat(process.startedAt()).isBetween(before, Instant.now());
        assertThat(process.cgroup()).startsWith("/");
    }

    @Test
    void namesTheThreadThatCrashed() throws Exception {
        // When
        var process = kernel.deathOf("thread-segv").process();

        // Then
        assertThat(process.threadComm()).isEqualTo("sidekiq-7");
        assertThat(process.tid()).isGreaterThan(process.pid());
    }

    @Test
    void tellsAnOutOfMemoryKillFromAnyOther() throws Exception {
        try (var cgroup = MemoryCgroup.of("hikeshi-perf-oom-test", 8 << 20)) {
            // Given
            var program = CProgram.compile("die");

            // When
            var process = cgroup.start(program, "oom");
            process.waitFor();

            // Then
            int pid = Math.toIntExact(process.pid());
            kernel.await(pid);
            assertThat(kernel.of(pid)).singleElement().isInstanceOf(ProcessOomKilled.class);
        }
    }
}
