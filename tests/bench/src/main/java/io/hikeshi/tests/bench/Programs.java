package io.hikeshi.tests.bench;

import io.hikeshi.tests.harness.Child;
import io.hikeshi.tests.harness.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The workloads in C, compiled by {@code tests/bench/run}. Paths start at the project's root, where that script runs us. */
final class Programs {
    private static final Path FOLDER = Path.of("tests/bench/target/bin");
    private static final Path LOGS = Path.of("tests/bench/target/logs");

    private Programs() {}

    static Command command(String name, Object... arguments) {
        return Command.of(FOLDER.resolve(name)).with(arguments);
    }

    static Child start(Command command) {
        try {
            Files.createDirectories(LOGS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + LOGS, e);
        }
        return command.start(LOGS, Path.of(command.words().get(0)).getFileName().toString());
    }

    /** @throws IllegalStateException if it fails or takes longer */
    static Child finish(Child child, Duration atMost) {
        int code = child.awaitExit(atMost);
        if (code != 0) throw new IllegalStateException("a workload ended with %d: %s".formatted(code, child.errors()));
        return child;
    }

    static String outputOf(Command command, Duration atMost) {
        return finish(start(command), atMost).output();
    }

    static Path log(String name) {
        return LOGS.resolve(name);
    }
}
