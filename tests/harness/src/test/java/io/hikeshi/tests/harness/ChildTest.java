package io.hikeshi.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int KILLED = 128 + 9;

    @TempDir
    Path logs;

    @Test
    void tellsOutputErrorsAndExitCodeApart() {
        // When
        var child = shell("echo out; echo $GREETING >&2; exit 3")
                .env("GREETING", "hello")
                .start(logs, "child");

        // Then
        assertThat(child.awaitExit(PATIENCE)).isEqualTo(3);
        assertThat(child.output()).isEqualTo("out\n");
        assertThat(child.errors()).isEqualTo("hello\n");
    }

    @Test
    void saysWhyItEndedWhenTheAwaitedLineNeverCame() {
        // Given
        try (var child = shell("echo no port left >&2; exit 1").start(logs, "child")) {

            // When
            assertThatThrownBy(() -> child.awaitLine("ready", PATIENCE))

                    // Then
                    .hasMessageContaining("exit code 1")
                    .hasMessageContaining("no port left");
        }
    }

    @Test
    void killsItsOwnChildrenToo() {
        // Given
        var child = shell("sleep 600 & echo sleeper $!; wait").start(logs, "child");
        var sleeper = child.awaitLine("sleeper", PATIENCE).replaceAll("\\D", "");

        // When
        child.kill();

        // Then
        assertThat(child.awaitExit(PATIENCE)).isEqualTo(KILLED);
        Awaitility.await().atMost(PATIENCE).until(() -> !isAlive(Long.parseLong(sleeper)));
    }

    @Test
    void endsAChildThatIgnoresTheSignalToEnd() {
        // Given
        var child = shell("trap '' TERM; echo armed; while :; do sleep 1; done").start(logs, "child");
        child.awaitLine("armed", PATIENCE);

        // When
        child.end(Duration.ofMillis(50));

        // Then
        assertThat(child.isAlive()).isFalse();
    }

    /** The system reaps an orphan when it gets round to it. */
    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static Command shell(String script) {
        return Command.of("sh", "-c", script);
    }
}
