package io.hikeshi.tests.scenarios;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hikeshi.tests.harness.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands where Knative's ingress would: {@code /<action>} is handed on to that action's process. Like the real one it answers
 * 503 with Retry-After while a function has no capacity.
 */
final class Ingress implements AutoCloseable {
    private static final List<String> PASSED_ON = List.of("Authorization", "Content-Type", "Hikeshi-Attempt");

    private final Map<String, Integer> ports;
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    Ingress(Map<String, Integer> ports) {
        this.ports = Map.copyOf(ports);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Loopback.freePort()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on loopback", e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    /** What the responder is configured with; it fills in the action. */
    String urlTemplate() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/{action}";
    }

    /** From here on that function has no capacity. */
    void exhaust(String action) {
        refusals.put(action, new AtomicInteger());
    }

    /** How often it was asked in vain since {@link #exhaust}. */
    int refusals(String action) {
        var count = refusals.get(action);
        return count == null ? 0 : count.get();
    }

    void recover(String action) {
        refusals.remove(action);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var action = exchange.getRequestURI().getPath().substring(1);
        try (exchange) {
            var refused = refusals.get(action);
            if (refused != null) {
                refused.incrementAndGet();
                exchange.getResponseHeaders().add("Retry-After", "1");
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            passOn(action, exchange);
        }
    }

    private void passOn(String action, HttpExchange exchange) throws IOException {
        int port = Objects.requireNonNull(ports.get(action), () -> "no function for " + action);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()));
        for (String name : PASSED_ON) {
            var value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) request.header(name, value);
        }
        try {
            answer(exchange, client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException away) {
            exchange.sendResponseHeaders(502, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.sendResponseHeaders(502, -1);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        for (String name : List.of("Content-Type", "Retry-After")) {
            response.headers()
                    .firstValue(name)
                    .ifPresent(value -> exchange.getResponseHeaders().add(name, value));
        }
        var body = response.body();
        exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
