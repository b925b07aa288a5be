package io.hikeshi.tests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A started program. It never outlives this JVM, unless the JVM itself is killed. */
public final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TAIL = 2_000;
    private static final Set<Child> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Child::kill)));
    }

    private final String name;
    private final Process process;
    private final Path out;
    private final Path err;

    Child(String name, Process process, Path out, Path err) {
        this.name = name;
        this.process = process;
        this.out = out;
        this.err = err;
        ALIVE.add(this);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All of its standard output so far. */
    public String output() {
        return read(out);
    }

    /** All of its standard error so far. */
    public String errors() {
        return read(err);
    }

    /**
     * Waits for a line with {@code part} in it, on standard output or standard error.
     *
     * @throws IllegalStateException if the program ends first
     */
    public String awaitLine(String part, Duration atMost) {
        return Awaitility.await(name + " to print: " + part)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> lineOrDeath(part), Optional::isPresent)
                .orElseThrow();
    }

    /**
     * Waits for its end and returns its exit code; 128 + n for a death by signal n.
     *
     * @throws IllegalStateException if it still runs after that time
     */
    public int awaitExit(Duration atMost) {
        try {
            if (process.waitFor(atMost.toMillis(), MILLISECONDS)) return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("%s (pid %d) still runs after %s".formatted(name, pid(), atMost));
    }

    /** SIGKILL, to it and its own children, as a power cut would; waits until it is gone. */
    public void kill() {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitExit(PATIENCE);
        ALIVE.remove(this);
    }

    /** SIGTERM, then SIGKILL if it is not gone in ten seconds. */
    @Override
    public void close() {
        end(PATIENCE);
    }

    void end(Duration grace) {
        process.destroy();
        try {
            awaitExit(grace);
        } catch (IllegalStateException stubborn) {
            System.err.println("killed name=" + name + " reason=" + stubborn.getMessage());
        }
        kill();
    }

    /** @throws IllegalStateException with the end of its standard error, if it has ended */
    void mustLive() {
        if (isAlive()) return;
        var errors = errors();
        throw new IllegalStateException("%s ended with exit code %d:%n%s"
                .formatted(name, process.exitValue(), errors.substring(Math.max(0, errors.length() - TAIL))));
    }

    private Optional<String> lineOrDeath(String part) {
        boolean ended = !isAlive();
        var line = Stream.of(out, err)
                .flatMap(file -> read(file).lines())
                .filter(text -> text.contains(part))
                .findFirst();
        if (line.isEmpty() && ended) mustLive();
        return line;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
