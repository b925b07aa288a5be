package io.hikeshi.sensor.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of src/test/c, compiled into target/. */
final class CProgram {
    private final Path executable;

    private CProgram(Path executable) {
        this.executable = executable;
    }

    /** Frame pointers, because the kernel walks stacks by them. */
    static CProgram compile(Path source, String... options) {
        try {
            var name = source.getFileName().toString().replace(".c", "");
            var executable =
                    Files.createDirectories(Path.of("target/c")).resolve(name).toAbsolutePath();
            var command = new ArrayList<>(List.of("gcc", "-O0", "-g", "-fno-omit-frame-pointer", "-pthread"));
            command.addAll(List.of(options));
            command.addAll(List.of("-Wl,--build-id", "-o", executable.toString(), source.toString()));
            run(command);
            return new CProgram(executable);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compile " + source + "; is gcc installed?", e);
        }
    }

    static CProgram compile(String name) {
        return compile(Path.of("src/test/c", name + ".c"));
    }

    private static void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (waitFor(process) != 0) throw new IOException(String.join(" ", command) + ": " + output);
    }

    Process start(String... arguments) {
        try {
            var command = new ArrayList<>(List.of(executable.toString()));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command)
                    .directory(Path.of("target").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs to its end; returns what it printed. */
    String output(String... arguments) throws IOException {
        return new String(start(arguments).getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Runs to its end; returns its pid. */
    int die(String way) {
        var process = start(way);
        waitFor(process);
        return Math.toIntExact(process.pid());
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + process, e);
        }
    }

    Path executable() {
        return executable;
    }
}
