package io.hikeshi.sensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hikeshi.sensor.event.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real deaths of descendants of one traced shell; everybody else on the machine is left alone. Needs root and gcc. */
class PtraceBackendIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final KernelSettings SETTINGS = KernelSettings.of(WatchedKernel.ORIGIN, BackendChoice.PTRACE, true);

    private final Path die = CProgram.compile("die").executable();
    /** The shell's: our own children cannot be traced. */
    private Process parent;

    private int shell;
    private Writer input;
    private BufferedReader output;
    private PtraceBackend backend;

    /** Runs in the shell what is written to it, line by line. */
    @BeforeEach
    void traceAShell() throws Exception {
        parent = new ProcessBuilder("sh", "-c", "sh; true")
                .redirectErrorStream(true)
                .start();
        input = parent.outputWriter();
        output = parent.inputReader();
        say("echo $$");
        shell = Integer.parseInt(output.readLine());
        backend = PtraceBackend.open(SETTINGS, List.of(shell));
    }

    @AfterEach
    void stop() throws Exception {
        backend.close();
        input.close(); // ends the shell, then its parent
        parent.waitFor();
    }

    private void say(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    private Death deathOf(String way) throws IOException {
        say(die + " " + way);
        return backend.poll(PATIENCE).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "segv, 11, 1, 0x10",
                "non-canonical, 11, 128, null",
                "ignored, 11, 1, 0x10",
                "re-raise, 11, -6, null",
                "abort, 6, -6, null",
                "trap, 5, -6, null",
                "quit, 3, -6, null",
                "thread-segv, 11, 1, 0x10",
                "leader-gone, 11, 1, 0x10"
            })
    void reportsACrashWithItsSignalAndCause(String way, int signal, int code, String address) throws Exception {
        // When
        var death = deathOf(way);

        // Then
        assertThat(death.kind()).isEqualTo(Kind.PROCESS_CRASHED);
        assertThat(death.signal()).isEqualTo(signal);
        assertThat(death.fault()).isNotNull();
        assertThat(death.fault().code()).isEqualTo(code);
        assertThat(death.fault().faultAddress()).isEqualTo(address == null ? null : Long.decode(address));
    }

    @ParameterizedTest
    @CsvSource({"kill, 9", "thread-kill, 9", "term, 15", "pipe, 13"})
    void reportsAKillAsAKill(String way, int signal) throws Exception {
        // When
        var death = deathOf(way);

        // Then
        assertThat(death.kind()).isEqualTo(Kind.PROCESS_KILLED);
        assertThat(death.signal()).isEqualTo(signal);
    }

    @ParameterizedTest
    @CsvSource({"exit-3, 3", "thread-exit-3, 3", "exit-from-handler, 139"})
    void reportsAnExitWithTheStatusOfTheProcess(String way, int status) throws Exception {
        // When
        var death = deathOf(way);

        // Then
        assertThat(death.kind()).isEqualTo(Kind.PROCESS_EXITED);
        assertThat(death.exitStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"handled", "exit-0", "thread-exit-0", "threads-segv"})
    void reportsADeathOnceAndAGoodEndNot(String way) throws Exception {
        // Given
        say(die + " " + way);

        // When
        var death = deathOf("exit-3");

        // Then
        if (way.equals("threads-segv")) {
            assertThat(death.signal()).isEqualTo(11);
            death = backend.poll(PATIENCE).orElseThrow();
        }
        assertThat(death.exitStatus()).isEqualTo(3);
    }

    @Test
    void tellsWhoDiedWithWhatItRan() throws Exception {
        // When
        var task = deathOf("thread-segv").task();

        // Then
        assertThat(task.comm()).isEqualTo("die");
        assertThat(task.threadComm()).isEqualTo("sidekiq-7");
        assertThat(task.executable()).isEqualTo(die.toString());
        assertThat(task.arguments()).containsExactly(die.toString(), "thread-segv");
        assertThat(task.parentPid()).isEqualTo(shell);
        assertThat(task.uid()).isZero();
    }

    @Test
    void handsSignalsOn() throws Exception {
        // Given
        say("trap 'echo heard' USR1; echo listening");
        assertThat(output.readLine()).isEqualTo("listening");

        // When
        say("kill -USR1 $$");

        // Then
        assertThat(output.readLine()).isEqualTo("heard");
    }

    @Test
    void leavesAStoppedProcessStoppedUntilItIsContinued() throws Exception {
        // Given
        say("sleep 60 & echo $!; kill -STOP $!");
        int sleeper = Integer.parseInt(output.readLine());

        // When
        await().until(() -> state(sleeper) == 't');
        say("kill -CONT " + sleeper + "; kill -TERM " + sleeper);

        // Then
        assertThat(backend.poll(PATIENCE).orElseThrow().signal()).isEqualTo(15);
    }

    @Test
    void letsEverybodyGoWhenClosed() throws Exception {
        // Given
        say("sleep 60 & echo $!; kill -STOP $!");
        int sleeper = Integer.parseInt(output.readLine());
        await().until(() -> state(sleeper) == 't');

        // When
        backend.close();

        // Then
        await().until(() -> status(shell).contains("TracerPid:\t0\n"));
        await().until(() -> status(sleeper).contains("TracerPid:\t0\n"));
        assertThat(state(sleeper)).isEqualTo('T');
        say("kill -KILL " + sleeper + "; echo alive");
        assertThat(output.readLine()).isEqualTo("alive");
    }

    @Test
    @Timeout(30)
    void failsOnceEverybodyItTracedHasEnded() throws Exception {
        // When
        say("kill -9 $$");

        // Then
        assertThatThrownBy(this::pollForEver)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("every traced process has ended");
    }

    private void pollForEver() throws IOException {
        while (true) {
            var unused = backend.poll(PATIENCE);
        }
    }

    @Test
    void saysWhatItNeedsIfItMayTraceNobody() {
        // When, Then
        assertThatThrownBy(() -> PtraceBackend.open(SETTINGS, List.of(Integer.MAX_VALUE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CAP_SYS_PTRACE");
    }

    private static String status(int pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/status"));
    }

    private static char state(int pid) throws IOException {
        var status = status(pid);
        return status.charAt(status.indexOf("State:\t") + "State:\t".length());
    }
}
