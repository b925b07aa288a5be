package io.hikeshi.tests.bench;

import io.hikeshi.tests.harness.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** What a reader must know about the machine to compare figures. */
final class Machine {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Machine() {}

    static String facts() throws IOException {
        return """
                | measured | %s |
                | --- | --- |
                | commit | %s |
                | kernel | Linux %s %s |
                | processor | %d x %s |
                | memory | %s |
                | JDK of the driver | %s |""".formatted(
                        OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES),
                        commit(),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        field("/proc/cpuinfo", "model name"),
                        field("/proc/meminfo", "MemTotal"),
                        Runtime.version());
    }

    /** Other people's work on the same cores shows here: above 0.5 a figure is suspect, above 1.5 worthless. */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    private static String field(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String commit() {
        var command = Command.of("git", "-c", "safe.directory=*", "describe", "--always", "--dirty");
        return Programs.outputOf(command, PATIENCE).strip();
    }
}
