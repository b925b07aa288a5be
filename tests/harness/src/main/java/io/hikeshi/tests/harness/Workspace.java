package io.hikeshi.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A server's own temporary folder. With HIKESHI_KEEP=1 in the environment it stays, logs and all, to be read afterwards. */
final class Workspace implements AutoCloseable {
    private final Path folder;

    Workspace(String name) {
        try {
            folder = Files.createTempDirectory("hikeshi-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder for " + name, e);
        }
    }

    /** There again if it was closed: a test that failed is repeated with the same server. */
    Path folder() {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
    }

    Path file(String name) {
        return folder().resolve(name);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file(name), e);
        }
    }

    @Override
    public void close() {
        if ("1".equals(System.getenv("HIKESHI_KEEP"))) {
            System.err.println("kept folder=" + folder);
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("left folder=" + folder + " reason=" + e.getMessage());
        }
    }
}
