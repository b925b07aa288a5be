package io.hikeshi.tests.harness;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;

/** A virtual machine's second serial line: words to and from its init, which no kernel writes into. */
final class SerialLine {
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A death is timed from here on. */
    private static final Duration POLL = Duration.ofMillis(5);

    private final Path log;
    private final Path socket;

    SerialLine(Workspace workspace) {
        log = workspace.file("words.log");
        socket = workspace.file("words.socket");
    }

    /** QEMU's end of it. */
    String device(String id) {
        return "socket,id=%s,path=%s,server=on,wait=off,logfile=%s".formatted(id, socket, log);
    }

    /** Returns, and hangs up, as soon as init has answered that it heard it; what is under way earlier may be lost. */
    void say(String word) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((word + "\n").getBytes(UTF_8)));
            channel.configureBlocking(false);
            var answer = ByteBuffer.allocate(LONGEST_ANSWER);
            Awaitility.await("init to hear '%s' on %s".formatted(word, socket))
                    .atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> channel.read(answer) >= 0
                            && new String(answer.array(), US_ASCII).contains("heard " + word));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot say '%s' on the serial line %s".formatted(word, socket), e);
        }
    }

    /** The rest of each complete line of init's that starts with that word. */
    List<String> said(String word) {
        var text = read(log);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1).strip())
                .toList();
    }

    int writeDumps(Path folder) {
        var dumps = said("dump");
        dumps.forEach(dump -> writeDump(folder, dump));
        return dumps.size();
    }

    /** What has come over a line so far. */
    static String read(Path log) {
        try {
            return Files.exists(log) ? new String(Files.readAllBytes(log), UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    private static void writeDump(Path folder, String dump) {
        var parts = dump.split(" ", 2);
        try {
            Files.write(folder.resolve(parts[0]), Base64.getDecoder().decode(parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the dump " + parts[0] + " into " + folder, e);
        }
    }
}
