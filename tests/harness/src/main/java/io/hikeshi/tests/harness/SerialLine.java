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
import java.util.Base64;
import java.util.List;

/** A virtual machine's serial line: its kernel's console, and words to and from its init. */
final class SerialLine {
    /** What init puts before its own lines; one may begin in the middle of a line of the kernel's. */
    private static final String MARK = "vm: ";

    private static final int LONGEST_ECHO = 64 * 1024;

    private final Path log;
    private final Path socket;

    SerialLine(Workspace workspace) {
        log = workspace.file("serial.log");
        socket = workspace.file("serial.socket");
    }

    /** QEMU's end of it. */
    String device(String id) {
        return "socket,id=%s,path=%s,server=on,wait=off,logfile=%s".formatted(id, socket, log);
    }

    /**
     * Hangs up as soon as the guest's terminal has echoed it: earlier it may be lost, and while somebody is there who does not
     * read, the kernel would wait for its own console.
     */
    void say(String word) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((word + "\n").getBytes(UTF_8)));
            var heard = ByteBuffer.allocate(LONGEST_ECHO);
            while (!new String(heard.array(), US_ASCII).contains(word)) {
                if (channel.read(heard) <= 0) throw new IOException("no echo from the guest");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot say '%s' on the serial line %s".formatted(word, socket), e);
        }
    }

    String log() {
        try {
            return Files.exists(log) ? new String(Files.readAllBytes(log), UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** The rest of each complete line of init's that starts with that word. */
    List<String> said(String word) {
        var text = log();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.contains(MARK + word + " "))
                .map(line -> line.substring(line.indexOf(MARK) + MARK.length() + word.length() + 1)
                        .strip())
                .toList();
    }

    int writeDumps(Path folder) {
        var dumps = said("dump");
        dumps.forEach(dump -> writeDump(folder, dump));
        return dumps.size();
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
