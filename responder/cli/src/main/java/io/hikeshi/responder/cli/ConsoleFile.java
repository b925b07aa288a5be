package io.hikeshi.responder.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Console output that somebody kept: a log, a mail, a file of pstore. */
final class ConsoleFile {
    static final String STANDARD_INPUT = "-";

    private static final int LONGEST = 16 << 20;

    /** Fields as of a mail, closed by an empty line. No kernel wrote them, so a subject must not be taken for a report. */
    private static final Pattern HEADER =
            Pattern.compile("\\A(?:(?!BUG|WARNING|INFO|UBSAN|PANIC|Oops)[A-Z][A-Za-z_-]{0,40}: .*\\R)+\\R");

    private ConsoleFile() {}

    /**
     * What a kernel printed.
     *
     * @param name a path, or {@link #STANDARD_INPUT}
     * @throws IOException if it cannot be read or is larger than 16 MiB
     */
    static String read(String name, InputStream standardInput) throws IOException {
        if (name.equals(STANDARD_INPUT)) return text(standardInput);
        try (var file = Files.newInputStream(Path.of(name))) {
            return text(file);
        }
    }

    private static String text(InputStream bytes) throws IOException {
        byte[] read = bytes.readNBytes(LONGEST + 1);
        if (read.length > LONGEST) throw new IOException("larger than 16 MiB");
        // Half of a character is no reason to lose the rest: a console cuts where it likes.
        String text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(read)).toString();
        var header = HEADER.matcher(text);
        return header.find() ? text.substring(header.end()) : text;
    }
}
