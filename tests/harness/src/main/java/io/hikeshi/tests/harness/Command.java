package io.hikeshi.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program to start, with its arguments.
 *
 * @param words the program, then its arguments; no shell reads them
 * @param environment added to this process's own
 */
public record Command(List<String> words, Map<String, String> environment) {
    public Command {
        if (words.isEmpty()) throw new IllegalArgumentException("a command needs a program");
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public static Command of(Object... words) {
        return new Command(Stream.of(words).map(Object::toString).toList(), Map.of());
    }

    public Command with(Object... more) {
        var all = Stream.concat(words.stream(), Stream.of(more).map(Object::toString));
        return new Command(all.toList(), environment);
    }

    public Command env(String name, String value) {
        var all = new HashMap<>(environment);
        all.put(name, value);
        return new Command(words, all);
    }

    /**
     * Starts it with an empty standard input.
     *
     * @param name of its output files in {@code logs}, {@code name.out} and {@code name.err}; what they held is gone
     */
    public Child start(Path logs, String name) {
        var out = logs.resolve(name + ".out");
        var err = logs.resolve(name + ".err");
        var builder = new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.to(out.toFile()))
                .redirectError(ProcessBuilder.Redirect.to(err.toFile()));
        builder.environment().putAll(environment);
        try {
            return new Child(name, builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start %s: %s".formatted(name, words.get(0)), e);
        }
    }
}
