package io.hikeshi.tests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The lines of a stream, each with the time of its arrival. A thread of its own reads until the stream ends. */
final class TimedLines {
    /** @param at {@link System#nanoTime} */
    record Line(long at, String text) {}

    private final List<Line> lines = new ArrayList<>();
    private boolean ended;

    static TimedLines of(InputStream stream) {
        var lines = new TimedLines();
        var reader = new Thread(() -> lines.readAll(stream), "lines");
        reader.setDaemon(true);
        reader.start();
        return lines;
    }

    synchronized List<Line> soFar() {
        return List.copyOf(lines);
    }

    String text() {
        return soFar().stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }

    synchronized int count() {
        return lines.size();
    }

    /** Empty if there was none in that time, or the stream ended without one. */
    synchronized Optional<Line> await(Predicate<String> wanted, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (int seen = 0; ; ) {
            for (; seen < lines.size(); seen++) {
                if (wanted.test(lines.get(seen).text())) return Optional.of(lines.get(seen));
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (ended || left <= 0) return Optional.empty();
            wait(left);
        }
    }

    private void readAll(InputStream stream) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (var text = reader.readLine(); text != null; text = reader.readLine()) {
                add(new Line(System.nanoTime(), text));
            }
        } catch (IOException closedByTheProcess) {
            // What was read until here stands; the process is judged by its exit code.
        }
        end();
    }

    private synchronized void add(Line line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
