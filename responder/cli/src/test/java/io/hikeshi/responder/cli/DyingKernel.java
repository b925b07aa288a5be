package io.hikeshi.responder.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** A real kernel's last datagrams, sent again from one socket with the pauses that it made. */
final class DyingKernel {
    private static final Path CAPTURES =
            Path.of("..", "..", "sensor", "netconsole", "src", "test", "resources", "captures");
    private static final ObjectMapper JSON = new ObjectMapper();

    private DyingKernel() {}

    /**
     * Returns once all is sent.
     *
     * @param format which of the capture's targets
     */
    static void die(String capture, String format, InetSocketAddress receiver) throws IOException {
        var packets = packets(CAPTURES.resolve(capture + ".jsonl.gz"), format);
        double first = packets.get(0).get("t").asDouble();
        try (var socket = new DatagramSocket()) {
            var sent = packets.stream()
                    .map(packet -> CompletableFuture.runAsync(
                            () -> send(socket, packet, receiver),
                            after(packet.get("t").asDouble() - first)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(sent).join();
        }
    }

    private static Executor after(double seconds) {
        return CompletableFuture.delayedExecutor(Math.round(seconds * 1e6), TimeUnit.MICROSECONDS);
    }

    private static void send(DatagramSocket socket, JsonNode packet, InetSocketAddress receiver) {
        byte[] bytes = Base64.getDecoder().decode(packet.get("b64").asText());
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, receiver));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> packets(Path file, String format) throws IOException {
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(DyingKernel::parse)
                    .filter(packet -> packet.get("format").asText().equals(format))
                    .toList();
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
