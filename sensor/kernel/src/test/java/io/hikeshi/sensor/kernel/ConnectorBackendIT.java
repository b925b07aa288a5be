package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.hikeshi.sensor.event.ProcessCrashed;
import io.hikeshi.sensor.event.ProcessExited;
import io.hikeshi.sensor.event.ProcessKilled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real deaths on the running kernel, and what the proc connector promises of them; needs root and gcc. */
class ConnectorBackendIT {
    private static WatchedKernel kernel;

    @BeforeAll
    static void open() throws Exception {
        kernel = new WatchedKernel(BackendChoice.PROC, true);
    }

    @AfterAll
    static void close() throws Exception {
        kernel.close();
    }

    @ParameterizedTest
    @CsvSource({
        "segv, SIGSEGV",
        "fpe, SIGFPE",
        "non-canonical, SIGSEGV",
        "ignored, SIGSEGV",
        "re-raise, SIGSEGV",
        "abort, SIGABRT",
        "trap, SIGTRAP",
        "quit, SIGQUIT",
        "thread-segv, SIGSEGV",
        "threads-segv, SIGSEGV",
        "leader-gone, SIGSEGV",
        "renamed, SIGSEGV"
    })
    void reportsACrashOnceWithItsSignalAndNoCause(String way, String signal) throws Exception {
        // When
        var death = kernel.deathOf(way);

        // Then
        var crash = assertThat(death).asInstanceOf(type(ProcessCrashed.class)).actual();
        assertThat(crash.backend()).isEqualTo("proc");
        assertThat(crash.signal().name()).isEqualTo(signal);
        assertThat(crash.coreDumped()).isFalse();
        assertThat(crash.absent()).contains("signalCode", "stack");
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
    @CsvSource({"exit-3, 3", "thread-exit-3, 3", "exit-from-handler, 139"})
    void reportsAnExitWithTheStatusOfTheProcess(String way, int status) throws Exception {
        // When
        var death = kernel.deathOf(way);

        // Then
        assertThat(death).isInstanceOf(ProcessExited.class);
        assertThat(death.exitCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"handled", "exit-0", "thread-exit-0"})
    void reportsNothingWhereNothingWentWrong(String way) throws Exception {
        // When
        var deaths = kernel.deathsOf(way);

        // Then
        assertThat(deaths).isEmpty();
    }

    @Test
    void tellsWhoDiedWhileNobodyReapedIt() throws Exception {
        // Given
        try (var zombie = Zombie.of("renamed")) {

            // When
            kernel.await(zombie.pid());

            // Then
            var process = kernel.of(zombie.pid()).get(0).process();
            assertThat(process.comm()).isEqualTo("puma worker 3");
            assertThat(process.uid()).isZero();
            assertThat(process.parentPid()).isEqualTo(zombie.parent());
            assertThat(process.cgroup()).startsWith("/");
        }
    }
}
