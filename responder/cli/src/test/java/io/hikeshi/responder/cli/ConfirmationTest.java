package io.hikeshi.responder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hikeshi.sensor.netconsole.target.TestLine;
import io.hikeshi.sensor.netconsole.target.TestSeen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmationTest {
    private static final TestLine TEST = new TestLine("0123456789abcdef");
    private static final String SEEN = """
            {"address":"192.0.2.5","port":6665,"format":"extended","nonce":"verified","seenAt":"2026-01-31T12:00:00Z","new":1}
            """;

    @Test
    void isWaitedForUntilTheReceiverHasSeenTheLine() throws Exception {
        // Given
        var asked = new AtomicInteger();
        var receiver = receiver(() -> asked.incrementAndGet() < 3 ? 404 : 200, SEEN);

        // When
        var confirmation = Confirmation.await(url(receiver), TEST, Duration.ofSeconds(10));

        // Then
        receiver.stop(0);
        assertThat(confirmation.seen())
                .isEqualTo(new TestSeen("192.0.2.5", 6665, "extended", "verified", "2026-01-31T12:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        404 | {}        | it answers, but has not seen the line
        500 | {}        | it answers with status 500
        200 | {}        | what answers is no receiver of Hikeshi
        200 | <html>    | what answers is no receiver of Hikeshi
        200 | null      | what answers is no receiver of Hikeshi
        200 | [1]       | what answers is no receiver of Hikeshi
        """)
    void isNotGivenByAnythingElse(int status, String body, String problem) throws Exception {
        // Given
        var receiver = receiver(() -> status, body);

        // When
        var confirmation = Confirmation.await(url(receiver), TEST, Duration.ZERO);

        // Then
        receiver.stop(0);
        assertThat(confirmation.isGiven()).isFalse();
        assertThat(confirmation.problem()).isEqualTo(problem);
    }

    @Test
    void isNotGivenWhereNothingListens() throws Exception {
        // When: port 9 is discard, which nobody serves any more
        var confirmation = Confirmation.await(URI.create("http://127.0.0.1:9"), TEST, Duration.ZERO);

        // Then
        assertThat(confirmation.problem()).startsWith("nothing answers: ");
    }

    private interface Status {
        int next();
    }

    private static HttpServer receiver(Status status, String body) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/netconsole/tests/" + TEST.token(), exchange -> {
            exchange.sendResponseHeaders(status.next(), 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
