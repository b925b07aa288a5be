package io.hikeshi.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged product, started by its launcher as a user would, seen from outside only. */
final class Product implements AutoCloseable {
    /** A first start on a JDK makes its start-up cache, which takes its time on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** How we know that it is ready to be measured. */
    private enum Ready {
        /** `run` says on standard error that its backend is armed, canary included. */
        ARMED("armed"),
        /** A part alone says on standard output that it serves. */
        STARTED("started in");

        private final String words;

        Ready(String words) {
            this.words = words;
        }

        /** What says so when this command is ready. */
        private static Ready of(List<String> command) {
            return command.contains("run") ? ARMED : STARTED;
        }

        private Optional<TimedLines.Line> await(TimedLines out, TimedLines err) throws InterruptedException {
            return (this == ARMED ? err : out).await(line -> line.contains(words), PATIENCE);
        }
    }

    private final Process launched;
    private final TimedLines out;
    private final TimedLines err;
    private final double readyAfterMillis;

    /** `hikeshi run` as shipped, with every event as a line of JSON. Any port will do: others may run beside us. */
    static List<String> run(String backend) {
        return List.of("./hikeshi", "run", "--json", "--port", "0", "--backend", backend);
    }

    /** {@link #run} on the JDK that the launcher prefers, with a rule that wants nothing done. */
    static Product startSensing(String backend) throws IOException, InterruptedException {
        var command = new ArrayList<>(run(backend));
        command.addAll(List.of("--rules", "tests/bench/rules.yaml"));
        return start(Map.of(), command);
    }

    /** Those of the backends to compare that arm on this machine; the table says why the others do not. */
    static List<String> backends(Table table) throws IOException, InterruptedException {
        var armed = new ArrayList<String>();
        for (var backend : List.of("bpf", "perf", "proc")) {
            try {
                startSensing(backend).close();
                armed.add(backend);
            } catch (NotReadyException e) {
                table.note("Left out %s: %s".formatted(backend, e.getMessage()));
            }
        }
        return armed;
    }

    /**
     * Returns once it has said that it is ready.
     *
     * @param environment added to our own
     * @throws NotReadyException with what it said instead
     */
    static Product start(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        return new Product(builder.start(), began, command);
    }

    private Product(Process launched, long began, List<String> command) throws InterruptedException {
        this.launched = launched;
        out = TimedLines.of(launched.getInputStream());
        err = TimedLines.of(launched.getErrorStream());
        var ready = Ready.of(command);
        var said = ready.await(out, err);
        if (said.isEmpty()) {
            close();
            throw new NotReadyException(String.join(" ", command), ready.words, err.text() + out.text());
        }
        readyAfterMillis = (said.get().at() - began) / 1e6;
    }

    /** From before its start to the arrival of that line. */
    double readyAfterMillis() {
        return readyAfterMillis;
    }

    /** @param since {@link System#nanoTime}; what arrived before is left out */
    List<Sighting> sightings(long since) {
        return out.soFar().stream()
                .filter(line -> line.at() >= since)
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
