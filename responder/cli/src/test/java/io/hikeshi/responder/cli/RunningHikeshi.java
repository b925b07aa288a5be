package io.hikeshi.responder.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hikeshi.tests.harness.Child;
import io.hikeshi.tests.harness.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged {@code hikeshi run} as a process of its own. */
final class RunningHikeshi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final Child child;

    private RunningHikeshi(Child child) {
        this.child = child;
    }

    /** Returns once it has printed its line about the rules, after which it sees everything. */
    static RunningHikeshi start(Path folder, Object... options) {
        var run = launch(
                folder,
                Stream.concat(Stream.of("--port", "0"), Stream.of(options)).toArray());
        run.awaitRules();
        return run;
    }

    /** Returns once it has printed its line about the rules. */
    void awaitRules() {
        child.awaitLine("; actions are ", PATIENCE);
    }

    /** Returns at once, armed or not. */
    static RunningHikeshi launch(Path folder, Object... options) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var repository = Path.of("..", "..").toAbsolutePath().normalize();
        var command = Command.of(java, "-XX:TieredStopAtLevel=1", "-Dhikeshi.home=" + repository, "-jar", JAR)
                .with("run")
                .with(options);
        return new RunningHikeshi(command.start(folder, "hikeshi"));
    }

    /** As Ctrl-C does, then its exit code. */
    int stop() {
        ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroy);
        return awaitExit();
    }

    int awaitExit() {
        return child.awaitExit(PATIENCE);
    }

    void awaitEvent(String description, Predicate<JsonNode> wanted) {
        Awaitility.await(description)
                .atMost(PATIENCE)
                .until(() -> events().stream().anyMatch(wanted));
    }

    List<JsonNode> eventsOf(long pid) {
        return events().stream()
                .filter(event -> event.path("data").path("process").path("pid").asLong() == pid)
                .toList();
    }

    /** The whole lines on stdout. */
    List<JsonNode> events() {
        var out = child.output();
        return out.substring(0, out.lastIndexOf('\n') + 1)
                .lines()
                .map(RunningHikeshi::parse)
                .toList();
    }

    String err() {
        return child.errors();
    }

    @Override
    public void close() {
        child.close();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("a line on stdout is no JSON: " + line, e);
        }
    }
}
