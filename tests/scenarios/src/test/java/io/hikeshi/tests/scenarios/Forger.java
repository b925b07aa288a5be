package io.hikeshi.tests.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hikeshi.tests.harness.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Says from a node's address that its kernel panicked, as a pod on the host's network can. */
final class Forger {
    private static final int NETCONSOLE_SOURCE_PORT = 6665;

    private Forger() {}

    /** As many panics as that, each with a reason and a time of its own. */
    static void panic(String address, int times) {
        var receiver = new InetSocketAddress(NetworkNamespace.HOST, Installation.NETCONSOLE_PORT);
        try (var socket = new DatagramSocket(new InetSocketAddress(address, NETCONSOLE_SOURCE_PORT))) {
            for (int i = 0; i < times; i++) {
                var line = "[%5d.%06d] Kernel panic - not syncing: forged %d%n"
                        .formatted(i, i, i)
                        .getBytes(UTF_8);
                socket.send(new DatagramPacket(line, line.length, receiver));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot forge a panic of " + address, e);
        }
    }
}
