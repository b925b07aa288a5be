package io.hikeshi.functions.pageoncall;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Takes any POST and remembers it. */
final class StandInPager implements AfterEachCallback {
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int status = 202;
    private volatile String[] header = {"X-Nothing", "special"};

    private volatile String says = "said so";

    /** One request. */
    record Received(String path, Headers headers, String body) {}

    StandInPager() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("no port on loopback", e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void answers(int status, String name, String value) {
        this.status = status;
        this.header = new String[] {name, value};
    }

    void says(String body) {
        says = body;
    }

    List<Received> received() {
        return received;
    }

    Received only() {
        if (received.size() != 1) throw new AssertionError("wanted one request, got " + received);
        return received.get(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
        exchange.getResponseHeaders().add(header[0], header[1]);
        var answer = says.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server.stop(0);
    }
}
