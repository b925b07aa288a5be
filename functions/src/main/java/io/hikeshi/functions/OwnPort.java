package io.hikeshi.functions;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jboss.logging.Logger;

/** Asks itself once what may be asked, as soon as it listens: loads what is between the port and {@link FunctionsResource}. */
@Singleton
final class OwnPort {
    private static final Logger LOG = Logger.getLogger(OwnPort.class);
    private static final int PATIENCE_MILLIS = 2_000;
    private static final byte[] QUESTION =
            "OPTIONS / HTTP/1.1\r\nHost: rehearsal\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

    void knock(@ObservesAsync HttpServerStart listening) {
        var options = listening.options();
        try (var socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(options.getHost(), options.getPort()), PATIENCE_MILLIS);
            socket.getOutputStream().write(QUESTION);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.debugf(e, "rehearsed no request");
        }
    }
}
