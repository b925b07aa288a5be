package io.hikeshi.sensor.netconsole.title;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reports in {@code src/test/resources/reports}, written for these tests after the kernel's own {@code printk} formats:
 * each begins with {@code ===} and the title that it should have.
 */
final class Reports {
    private static final List<String> FILES =
            List.of("x86", "architectures", "sanitizers", "locks", "stalls", "panics", "callers", "entangled");

    record Example(String title, String console) {
        @Override
        public String toString() {
            return title;
        }
    }

    private Reports() {}

    static Stream<Example> all() {
        return FILES.stream().flatMap(Reports::in);
    }

    private static Stream<Example> in(String file) {
        return Arrays.stream(("\n" + text("/reports/" + file + ".txt")).split("\n=== ", -1))
                .filter(section -> !section.isBlank())
                .map(section -> {
                    int end = section.indexOf('\n');
                    return new Example(section.substring(0, end), section.substring(end + 1) + '\n');
                });
    }

    private static String text(String resource) {
        try (InputStream file = Reports.class.getResourceAsStream(resource)) {
            if (file == null) throw new IllegalStateException("no such resource: " + resource);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
