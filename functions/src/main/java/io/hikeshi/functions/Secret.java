package io.hikeshi.functions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A secret in a file, read at each use: a mounted Secret changes below a running process, by a symlink that is swapped.
 *
 * @param what for messages: {@code PagerDuty's routing key}
 */
public record Secret(String what, Path file) {
    private static final int MOST_BYTES = 8 * 1024;
    private static final Duration UNTIL_MOUNTED = Duration.ofSeconds(10);

    /**
     * Without the line end that editors leave.
     *
     * @throws TryAgain if it cannot be read, or there is none; the message never quotes it
     */
    public String read() {
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
            if (text.matches("[\\x21-\\x7e]+")) return text;
            throw new TryAgain(what + " in " + file + " is empty, or not one word of printable ASCII", UNTIL_MOUNTED);
        } catch (IOException e) {
            throw new TryAgain("cannot read " + what + ": " + e, UNTIL_MOUNTED);
        }
    }
}
