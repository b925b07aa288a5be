package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cloudevents.CloudEvent;
import io.hikeshi.responder.action.ActionCodec;
import io.hikeshi.responder.action.Outcome;
import io.hikeshi.sensor.event.StructuredJson;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFunctionsTest {
    @TempDir
    Path folder;

    private HttpServer server;
    private CloudEvent request;
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        var world = new World(folder);
        world.consider(Deaths.crash(42, Deaths.AT, Deaths.WEB), 1);
        request = world.streams.requested().get(0).event();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void postsTheRequestAndReadsTheOutcome() {
        // Given
        var asked = ActionCodec.decodeRequest(request);
        var outcome = Outcome.of(asked, Outcome.Status.DONE, "annotated", 2, Deaths.AT);
        willAnswer(200, StructuredJson.write(ActionCodec.encode(outcome, "default", null)), "");

        // When
        var reply = functions().send(request, 2);

        // Then
        assertThat(reply).isEqualTo(new Reply.Answered(outcome));
        assertThat(seen).containsExactly("/annotate-pod Bearer secret 2 application/cloudevents+json " + asked.id());
    }

    @Test
    void rehearsesWithoutAskingTheFunction() {
        // Given
        willAnswer(200, new byte[0], "");

        // When
        functions().rehearse(request);

        // Then
        assertThat(seen).isEmpty();
    }

    @Test
    void takesForRefusedWhatWouldNotHelpToAskAgain() {
        willAnswer(400, "no\u001b such".getBytes(StandardCharsets.UTF_8), "");

        var reply = functions().send(request, 1);

        assertThat(reply).isEqualTo(new Reply.Refused("the function answered 400: no\\u001b such"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 429, 500, 502, 503, 202, 302})
    void takesForBusyWhatMayHeal(int status) {
        willAnswer(status, new byte[0], "");

        assertThat(functions().send(request, 1)).isInstanceOf(Reply.Busy.class);
    }

    @Test
    void honoursRetryAfter() {
        willAnswer(503, new byte[0], "7");

        assertThat(functions().send(request, 1))
                .isEqualTo(new Reply.Busy("the function answered 503: ", Duration.ofSeconds(7)));
    }

    @Test
    void takesAnOutcomeThatItCannotReadForBusy() {
        willAnswer(200, "{}".getBytes(StandardCharsets.UTF_8), "");

        assertThat(functions().send(request, 1)).isInstanceOf(Reply.Busy.class);
    }

    @Test
    void takesAFunctionThatIsNotThereForBusy() {
        stop();

        assertThat(functions().send(request, 1)).isInstanceOf(Reply.Busy.class);
    }

    @Test
    void readsNoMoreOfAnAnswerThanItNeeds() {
        willAnswer(400, "x".repeat(10_000_000).getBytes(StandardCharsets.UTF_8), "");

        assertThat(functions().send(request, 1)).isInstanceOf(Reply.Refused.class);
    }

    @Test
    void tellsNobodyATokenThatIsNone() {
        var functions = new HttpFunctions("http://127.0.0.1:1/", () -> "secret\nsecret");

        assertThat(functions.send(request, 1))
                .isInstanceOfSatisfying(
                        Reply.Busy.class,
                        busy -> assertThat(busy.reason())
                                .endsWith("no valid address or token")
                                .doesNotContain("secret"));
    }

    private HttpFunctions functions() {
        var address = server.getAddress();
        return new HttpFunctions("http://127.0.0.1:" + address.getPort() + "/{action}", () -> "secret");
    }

    private void willAnswer(int status, byte[] body, String retryAfter) {
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            var event = StructuredJson.read(exchange.getRequestBody().readAllBytes());
            seen.add(String.join(
                    " ",
                    exchange.getRequestURI().getPath(),
                    headers.getFirst("Authorization"),
                    headers.getFirst("Hikeshi-Attempt"),
                    headers.getFirst("Content-Type"),
                    event.getId()));
            if (!retryAfter.isEmpty()) exchange.getResponseHeaders().add("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
