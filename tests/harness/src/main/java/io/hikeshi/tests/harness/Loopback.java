package io.hikeshi.tests.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Addresses that nobody outside this machine can reach. */
public final class Loopback {
    public static final String HOST = "127.0.0.1";

    /** Below the ports that Linux gives to clients, net.ipv4.ip_local_port_range. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 100;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LAST - FIRST));

    private Loopback() {}

    /**
     * A port nobody listens on, and that was not given before: whoever got it may not listen yet. Never one that Linux might hand to a client: a server that is stopped and started on its
     * port would find it taken, at worst by a client that kept knocking and got connected to itself.
     */
    public static int freePort() {
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), LAST - FIRST);
            if (isFree(port)) return port;
        }
        throw new IllegalStateException("found no free port in %d tries from %d to %d".formatted(TRIES, FIRST, LAST));
    }

    static boolean isListening(String host, int port) {
        try (var socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
