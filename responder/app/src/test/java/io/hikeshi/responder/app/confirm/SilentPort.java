package io.hikeshi.responder.app.confirm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that answers no SYN, as a dead machine's: its backlog is full, and nobody accepts. */
final class SilentPort implements AutoCloseable {
    private static final int MOST = 16;
    private static final int PATIENCE_MILLIS = 300;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> waiting = new ArrayList<>();

    SilentPort() throws IOException {
        for (int i = 0; i < MOST; i++) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(address(), PATIENCE_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IOException("the backlog takes more than " + MOST + " connections: " + server);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) socket.close();
        server.close();
    }
}
