package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.hikeshi.sensor.event.Frame;
import io.hikeshi.sensor.event.ProcessCrashed;
import io.hikeshi.sensor.event.ProcessExited;
import io.hikeshi.sensor.event.ProcessKilled;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real deaths on the running kernel; needs root and gcc. */
class BpfBackendIT {
    private static WatchedKernel kernel;

    @BeforeAll
    static void open() throws Exception {
        kernel = new WatchedKernel(BackendChoice.BPF, true);
    }

    @AfterAll
    static void close() throws Exception {
        kernel.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "segv, SIGSEGV, SEGV_MAPERR, 0x10",
                "non-canonical, SIGSEGV, SI_KERNEL, null",
                "ignored, SIGSEGV, SEGV_MAPERR, 0x10",
                "re-raise, SIGSEGV, SI_TKILL, null",
                "abort, SIGABRT, SI_TKILL, null",
                "trap, SIGTRAP, SI_TKILL, null",
                "quit, SIGQUIT, SI_TKILL, null",
                "thread-segv, SIGSEGV, SEGV_MAPERR, 0x10",
                "threads-segv, SIGSEGV, SEGV_MAPERR, 0x10",
                "leader-gone, SIGSEGV, SEGV_MAPERR, 0x10",
                "renamed, SIGSEGV, SEGV_MAPERR, 0x10"
            })
    void reportsACrashOnceWithItsSignalAndCause(String way, String signal, String code, String address)
            throws Exception {
        // When
        var death = kernel.deathOf(way);

        // Then
        var crash = assertThat(death).asInstanceOf(type(ProcessCrashed.class)).actual();
        assertThat(crash.signal().name()).isEqualTo(signal);
        assertThat(crash.signal().code()).isEqualTo(code);
        assertThat(crash.signal().faultAddress()).isEqualTo(address == null ? null : Long.decode(address));
        assertThat(crash.stack()).isNotEmpty();
        assertThat(crash.coreDumped()).isFalse();
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
    void givesTheInstructionThatDividedByZeroAsTheAddress() throws Exception {
        // When
        var death = kernel.deathOf("fpe");

        // Then
        var signal = assertThat(death)
                .asInstanceOf(type(ProcessCrashed.class))
                .actual()
                .signal();
        assertThat(signal.code()).isEqualTo("FPE_INTDIV");
        assertThat(signal.faultAddress()).isPositive();
    }

    @Test
    void namesTheThreadThatCrashedAndTheProcess() throws Exception {
        // When
        var process = kernel.deathOf("thread-segv").process();

        // Then
        assertThat(process.comm()).isEqualTo("die");
        assertThat(process.threadComm()).isEqualTo("sidekiq-7");
        assertThat(process.tid()).isGreaterThan(process.pid());
    }

    @Test
    void placesTheStackThoughAnotherSensorWatchesToo() throws Exception {
        try (var second = new WatchedKernel(BackendChoice.BPF, false)) {
            // When
            var death = second.deathOf("segv");

            // Then
            var crash =
                    assertThat(death).asInstanceOf(type(ProcessCrashed.class)).actual();
            assertThat(crash.stack()).hasSizeGreaterThan(3);
            assertThat(crash.stack().get(0).buildId()).matches("[0-9a-f]{40}");
        }
    }

    /** Not the crashes beside a thread that just changes the memory map: the kernel then gives addresses only. */
    @ParameterizedTest
    @ValueSource(strings = {"segv", "renamed", "thread-segv"})
    void namesTheFunctionsThatLedToTheCrash(String way) throws Exception {
        // Given
        kernel.deathOf(way); // names that come too late for a report are known for the next

        // When
        var death = kernel.deathOf(way);

        // Then
        var stack = assertThat(death)
                .asInstanceOf(type(ProcessCrashed.class))
                .actual()
                .stack();
        assertThat(stack.get(0).buildId()).matches("[0-9a-f]{40}");
        assertThat(stack).extracting(Frame::function).startsWith("level3", "level2", "level1");
        assertThat(stack.get(0).module()).isEqualTo(death.process().executable());
    }

    @Test
    void tellsWhoDied() throws Exception {
        // Given
        var before = Instant.now().minusSeconds(1);

        // When
        var process = kernel.deathOf("renamed").process();

        // Then
        assertThat(process.comm()).isEqualTo("puma worker 3");
        assertThat(process.arguments()).hasSize(2).last().isEqualTo("renamed");
        assertThat(process.executable()).isEqualTo(kernel.executable());
        assertThat(process.parentPid())
                .isEqualTo(Math.toIntExact(ProcessHandle.current().pid()));
        assertThat(process.uid()).isZero();
        assertThat(process.namespacePid()).isEqualTo(process.pid());
        assertThat(process.startedAt()).isBetween(before, Instant.now());
        assertThat(process.cgroup()).startsWith("/");
    }

    @Test
    void keepsTheCanaryToItself() throws Exception {
        // Given
        long events = kernel.source().events();

        // When
        boolean seen = kernel.source().checkCanary();

        // Then
        assertThat(seen).isTrue();
        assertThat(kernel.source().canaryAge())
                .hasValueSatisfying(age -> assertThat(age).isLessThan(Duration.ofSeconds(2)));
        assertThat(kernel.source().events()).isEqualTo(events);
    }
}
