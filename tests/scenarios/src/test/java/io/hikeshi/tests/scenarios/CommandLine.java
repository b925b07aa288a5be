package io.hikeshi.tests.scenarios;

import io.hikeshi.tests.harness.Child;
import io.hikeshi.tests.harness.Command;
import java.nio.file.Path;
import java.time.Duration;

/** The packaged {@code hikeshi}, as a person calls it. */
final class CommandLine {
    /** All that it needs, beside Java. */
    static final Path APP = Path.of("..", "..", "responder", "cli", "target", "quarkus-app")
            .toAbsolutePath()
            .normalize();

    private static final Path JAR = APP.resolve("quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private CommandLine() {}

    /**
     * Runs it as the cluster's administrator.
     *
     * @return what it printed
     * @throws IllegalStateException if it failed
     */
    static String run(Installation lab, String... words) {
        var command = command(words).with("--kubeconfig", lab.cluster.kubeconfig());
        try (Child child = command.start(lab.folder(), "hikeshi-" + words[0])) {
            if (child.awaitExit(PATIENCE) == 0) return child.output();
            throw new IllegalStateException("hikeshi " + String.join(" ", words) + " failed: " + child.errors());
        }
    }

    /** To be run somewhere else. */
    static Command command(String... words) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Command.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR)
                .with((Object[]) words);
    }
}
