package io.hikeshi.sensor.netconsole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hikeshi.sensor.netconsole.oops.Oops;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Datagrams of a real kernel, byte for byte, as they arrived at a receiver. */
final class Capture {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One datagram; equal to none but itself. */
    static final class Packet {
        private final long at;
        private final Source source;
        private final String target;
        private final byte[] bytes;

        /** @param at milliseconds since the machine started */
        Packet(long at, Source source, String target, byte[] bytes) {
            this.at = at;
            this.source = source;
            this.target = target;
            this.bytes = bytes;
        }

        long at() {
            return at;
        }

        Source source() {
            return source;
        }

        String target() {
            return target;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    private Capture() {}

    static List<Packet> read(String name) {
        String file = "/captures/" + name + ".jsonl.gz";
        try (var bytes = Objects.requireNonNull(Capture.class.getResourceAsStream(file), file);
                var lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(bytes), StandardCharsets.UTF_8))) {
            var packets = new ArrayList<Packet>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) packets.add(packet(line));
            return packets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Packet> read(String name, String target) {
        return read(name).stream()
                .filter(packet -> packet.target().equals(target))
                .toList();
    }

    /** What an assembler finds that is called every 10 ms, and a minute longer than datagrams arrive. */
    static List<Finding> replay(List<Packet> packets) {
        return replay(new Assembler(Limits.DEFAULT), packets);
    }

    static List<Finding> replay(Assembler assembler, List<Packet> packets) {
        var found = new ArrayList<Finding>();
        long now = packets.get(0).at();
        for (var packet : packets) {
            for (; now + 10 <= packet.at(); now += 10) found.addAll(assembler.tick(now));
            found.addAll(assembler.receive(packet.source(), packet.bytes(), packet.bytes().length, packet.at()));
        }
        for (long end = now + 61_000; now < end; now += 10) found.addAll(assembler.tick(now));
        return found;
    }

    static List<Finding.Panicked> panicked(List<Finding> found) {
        return found.stream()
                .filter(Finding.Panicked.class::isInstance)
                .map(Finding.Panicked.class::cast)
                .toList();
    }

    static List<Finding.PanicReported> reported(List<Finding> found) {
        return found.stream()
                .filter(Finding.PanicReported.class::isInstance)
                .map(Finding.PanicReported.class::cast)
                .toList();
    }

    static List<Oops> oopsed(List<Finding> found) {
        return found.stream()
                .filter(Finding.Oopsed.class::isInstance)
                .map(finding -> ((Finding.Oopsed) finding).oops())
                .toList();
    }

    private static Packet packet(String line) throws IOException {
        JsonNode packet = JSON.readTree(line);
        return new Packet(
                Math.round(packet.get("t").asDouble() * 1_000),
                Source.of(packet.get("src").asText(), packet.get("sport").asInt()),
                packet.get("format").asText(),
                Base64.getDecoder().decode(packet.get("b64").asText()));
    }
}
