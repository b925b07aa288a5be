package io.hikeshi.tests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The front panel of a virtual machine: QEMU's machine protocol (docs/interop/qmp-intro), one line per message. */
final class QemuMonitor {
    private final Path socket;

    QemuMonitor(Path socket) {
        this.socket = socket;
    }

    /** As QEMU is told to make it. */
    String device() {
        return "unix:" + socket + ",server=on,wait=off";
    }

    /** Returns once it is done. */
    void execute(String command) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            var answers = new BufferedReader(Channels.newReader(channel, UTF_8));
            ask(channel, answers, "qmp_capabilities");
            ask(channel, answers, command);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot have QEMU %s: %s".formatted(command, socket), e);
        }
    }

    private static void ask(SocketChannel channel, BufferedReader answers, String command) throws IOException {
        channel.write(
                ByteBuffer.wrap("{\"execute\":\"%s\"}%n".formatted(command).getBytes(UTF_8)));
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.contains("\"return\"")) return;
            if (line.contains("\"error\"")) throw new IOException(line);
        }
        throw new IOException("QEMU hung up");
    }
}
