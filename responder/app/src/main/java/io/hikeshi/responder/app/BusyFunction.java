package io.hikeshi.responder.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A function on loopback that has no time: answers one request with 503. For rehearsing how to ask. */
final class BusyFunction implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 503 Rehearsal\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(US_ASCII);

    private static final int PATIENCE_MILLIS = 2_000;

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    BusyFunction() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        var thread = new Thread(this::answer, "busy-function");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** Whoever closes with something unread takes the answer back: TCP resets the connection. */
    private void answer() {
        try (socket;
                var asked = socket.accept()) {
            asked.setSoTimeout(PATIENCE_MILLIS);
            asked.getOutputStream().write(ANSWER);
            asked.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Nobody asked, or not to the end.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
