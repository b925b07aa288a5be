package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hikeshi.responder.cli.Dying.Death;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command line beside processes that die in every way. Needs root and a C compiler. */
@Timeout(300)
class RunIT {
    @TempDir
    Path folder;

    @Test
    void reportsEveryDeathOnceAsItsOwnKind() throws Exception {
        // Given
        var dying = new Dying(folder);
        try (var run = RunningHikeshi.start(folder, "--json", "--all-deaths")) {
            // When
            var deaths = List.of(
                    dying.of("segv", "process.crashed", "SIGSEGV"),
                    dying.of("abort", "process.crashed", "SIGABRT"),
                    dying.of("thread", "process.crashed", "SIGSEGV"),
                    dying.of("kill", "process.killed", "SIGKILL"),
                    dying.of("exit", "process.exited", ""),
                    dying.python(),
                    dying.jvm(),
                    dying.outOfMemory());
            long survivor = dying.handled();
            for (Death death : deaths) run.awaitEvent("a report of " + death, event -> isOf(event, death.pid()));
            int exitCode = run.stop();

            // Then
            for (Death death : deaths) assertThat(reports(run, death)).containsExactly(death);
            assertThat(run.eventsOf(survivor))
                    .as("a handled signal is no death")
                    .isEmpty();
            assertThat(run.events())
                    .allSatisfy(
                            event -> assertThat(event.path("data").isObject()).isTrue());
            assertThat(run.err()).contains("armed backend=bpf").contains("stopped: ");
            assertThat(exitCode).isZero();
        }
    }

    @Test
    void saysInWhichThreadAndWhereInItsFileAProgramCrashed() throws Exception {
        // Given
        var dying = new Dying(folder);
        try (var run = RunningHikeshi.start(folder, "--json")) {
            // When
            var crash = dying.of("thread", "process.crashed", "SIGSEGV");
            run.awaitEvent("a report of " + crash, event -> isOf(event, crash.pid()));
            run.stop();

            // Then
            var data = run.eventsOf(crash.pid()).get(0).path("data");
            assertThat(data.path("process").path("threadComm").asText()).isEqualTo("crasher");
            assertThat(data.path("signalCode").asText()).isEqualTo("SEGV_MAPERR");
            assertThat(data.path("faultAddress").asText()).isEqualTo("0x10");
            assertThat(data.path("stack").path(0).path("buildId").asText()).matches("[0-9a-f]{40}");
            assertThat(run.err()).contains("crashed die/crasher[" + crash.pid() + "] SIGSEGV, SEGV_MAPERR at 0x10 in ");
        }
    }

    @Test
    void reportsNeitherKilledNorExitedProcessesUnlessAsked() throws Exception {
        // Given
        var dying = new Dying(folder);
        try (var run = RunningHikeshi.start(folder, "--json")) {
            // When
            var killed = dying.of("kill", "process.killed", "SIGKILL");
            var exited = dying.of("exit", "process.exited", "");
            var crashed = dying.of("segv", "process.crashed", "SIGSEGV");
            run.awaitEvent("a report of " + crashed, event -> isOf(event, crashed.pid()));
            run.stop();

            // Then
            assertThat(run.eventsOf(killed.pid())).isEmpty();
            assertThat(run.eventsOf(exited.pid())).isEmpty();
        }
    }

    @Test
    void saysOfEveryActionWhatItWouldDo() throws Exception {
        // Given
        var rules = Files.writeString(folder.resolve("rules.yaml"), """
                apiVersion: hikeshi.io/v1
                kind: Rules
                rules:
                  - name: any-crash
                    on: [process.crashed]
                    when: event.process.comm == "die"
                    then:
                      - action: cordon-node
                """);
        var dying = new Dying(folder);
        try (var run = RunningHikeshi.start(folder, "--json", "--rules", rules)) {
            // When
            dying.of("segv", "process.crashed", "SIGSEGV");
            run.awaitEvent("an outcome", event -> type(event).equals("io.hikeshi.action.skipped"));
            run.stop();

            // Then
            assertThat(run.events().stream().map(RunIT::type))
                    .contains("io.hikeshi.rule.judged", "io.hikeshi.action.requested", "io.hikeshi.action.skipped");
            assertThat(run.err())
                    .contains("1 rules from " + rules + "; actions are only shown")
                    .contains("rule any-crash ACT")
                    .contains("action cordon-node shown on nodes/");
        }
    }

    @Test
    void endsByItselfWhenItsTimeIsUp() {
        // When
        try (var run = RunningHikeshi.start(folder, "--for", "1s")) {
            int exitCode = run.awaitExit();

            // Then
            assertThat(exitCode).isZero();
            assertThat(run.err()).containsPattern("stopped: \\d+ deaths?, \\d+ actions?, 0 drops");
        }
    }

    @Test
    void refusesBrokenRulesWithFileLineAndColumn() throws Exception {
        // Given
        var broken = Files.writeString(folder.resolve("broken.yaml"), "apiVersion: hikeshi.io/v1\nkind: Rulez\n");

        // When
        try (var run = RunningHikeshi.launch(folder, "--rules", broken)) {
            int exitCode = run.awaitExit();

            // Then
            assertThat(exitCode).isEqualTo(2);
            assertThat(run.err())
                    .startsWith("hikeshi: cannot use the rules of " + broken)
                    .contains("broken.yaml:2:");
        }
    }

    @Test
    void saysWhichPortIsTakenAndWhatToDo() throws Exception {
        // Given
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());

            // When
            try (var run = RunningHikeshi.launch(folder, "--port", port)) {
                int exitCode = run.awaitExit();

                // Then
                assertThat(exitCode).isEqualTo(1);
                assertThat(run.err()).contains("cannot start").contains(port).contains("--port 0");
            }
        }
    }

    private static List<Death> reports(RunningHikeshi run, Death death) {
        return run.eventsOf(death.pid()).stream().map(RunIT::read).toList();
    }

    private static Death read(JsonNode event) {
        var process = event.path("data").path("process");
        return new Death(
                process.path("pid").asLong(),
                type(event).replace("io.hikeshi.", ""),
                event.path("data").path("signal").asText(),
                process.path("comm").asText());
    }

    private static boolean isOf(JsonNode event, long pid) {
        return event.path("data").path("process").path("pid").asLong() == pid;
    }

    private static String type(JsonNode event) {
        return event.path("type").asText();
    }
}
