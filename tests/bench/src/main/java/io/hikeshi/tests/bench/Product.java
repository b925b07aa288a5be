package io.hikeshi.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged product, started by its launcher as a user would, seen from outside only. */
final class Product implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final Process launched;
    private final TimedLines out;
    private final TimedLines err;
    private final double armedAfterMillis;

    /**
     * Returns once it has said that its backend is armed, canary included.
     *
     * @throws IllegalStateException with what it said instead
     */
    static Product start(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("./hikeshi"));
        words.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(words).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        return new Product(builder.start(), began, String.join(" ", words));
    }

    /** `hikeshi run` with every event as a line of JSON. */
    static Product run(String backend) throws IOException, InterruptedException {
        return start(Map.of(), "run", "--json", "--backend", backend);
    }

    private Product(Process launched, long began, String command) throws InterruptedException {
        this.launched = launched;
        out = TimedLines.of(launched.getInputStream());
        err = TimedLines.of(launched.getErrorStream());
        var armed = err.await(line -> line.contains("armed"), PATIENCE);
        if (armed.isEmpty()) {
            close();
            var said = Stream.concat(err.soFar().stream(), out.soFar().stream()).map(TimedLines.Line::text);
            throw new IllegalStateException("%s did not arm:%n%s".formatted(command, String.join("\n", said.toList())));
        }
        armedAfterMillis = (armed.get().at() - began) / 1e6;
    }

    /** From before its launcher was started to the arrival of that line. */
    double armedAfterMillis() {
        return armedAfterMillis;
    }

    List<Sighting> sightings() {
        return out.soFar().stream()
                .flatMap(line -> Sighting.parse(line).stream())
                .toList();
    }

    /** Returns once it has printed nothing for two seconds. */
    void awaitSilence() throws InterruptedException {
        for (int before = -1; before != out.count(); ) {
            before = out.count();
            int printed = before;
            long end = System.nanoTime() + SILENCE.toNanos();
            while (out.count() == printed && System.nanoTime() < end) Thread.sleep(50);
        }
    }

    /** Of the JVM, which the launcher becomes or starts. */
    Usage usage() {
        return Stream.concat(Stream.of(launched.toHandle()), launched.descendants())
                .map(ProcessHandle::pid)
                .filter(Product::isJava)
                .findFirst()
                .map(Usage::new)
                .orElseThrow(() -> new IllegalStateException("the product has ended, or is no JVM"));
    }

    /** SIGTERM, and SIGKILL for what is left after some seconds. */
    @Override
    public void close() {
        var all = Stream.concat(launched.descendants(), Stream.of(launched.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!launched.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("killed name=hikeshi reason=\"did not end on SIGTERM within %s\"".formatted(GRACE));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isJava(long pid) {
        try {
            return Files.readString(Path.of("/proc/%d/comm".formatted(pid)))
                    .strip()
                    .equals("java");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell which process is the JVM", e);
        }
    }
}
