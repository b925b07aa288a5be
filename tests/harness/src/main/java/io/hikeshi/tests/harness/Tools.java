package io.hikeshi.tests.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The programs that {@code tests/harness/install.sh} keeps in the user's cache folder. */
final class Tools {
    private Tools() {}

    /** @throws IllegalStateException if the program or file is not there; says what to run */
    static Path find(String name) {
        var file = folder(System.getenv()).resolve(name);
        if (Files.exists(file)) return file;
        throw new IllegalStateException(
                "cannot start %s: %s is missing; run ./hikeshi test (or tests/harness/install.sh) first"
                        .formatted(name, file));
    }

    static Path folder(Map<String, String> environment) {
        var cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        var base = cache.isEmpty() ? Path.of(environment.getOrDefault("HOME", ""), ".cache") : Path.of(cache);
        return base.resolve("hikeshi").resolve("bin");
    }
}
