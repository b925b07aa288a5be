package io.hikeshi.sensor.netconsole.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One of the kernel's files with a value in it. */
final class SmallFile {
    private static final int MOST_BYTES = 64 << 10;

    private SmallFile() {}

    static String read(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            return new String(content.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
        }
    }

    static String readOr(String otherwise, Path file) {
        try {
            return read(file);
        } catch (IOException e) {
            return otherwise;
        }
    }

    /** The first number in it, decimal or with 0x. */
    static int number(Path file, int otherwise) {
        String word = readOr("", file).split("\\s+", 2)[0];
        try {
            return Integer.decode(word);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
