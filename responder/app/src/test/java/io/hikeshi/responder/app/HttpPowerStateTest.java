package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPowerStateTest {
    private final List<String> asked = new ArrayList<>();
    private String answer = "{\"state\":\"off\"}";
    private int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksForOneMachineWithTheToken() throws Exception {
        // When
        var isOff = power("s3cret").isOff("n1.example.com");

        // Then
        assertThat(isOff).isTrue();
        assertThat(asked).containsExactly("GET /power/n1.example.com Bearer s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"state\":\"on\"}", "{\"state\":\"OFF\"}", "{}", "[]", "\"off\"", ""})
    void takesNothingButAClearOffForOff(String other) throws Exception {
        // Given
        answer = other;

        // Then
        assertThat(power("").isOff("n1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 401, 404, 500})
    void takesNoOtherStatusForAnAnswer(int other) {
        // Given
        status = other;

        // Then
        assertThatThrownBy(() -> power("").isOff("n1"))
                .isInstanceOf(IOException.class)
                .hasMessage("power state answered " + other);
    }

    @Test
    void readsNoMoreThanAFewKilobytes() {
        // Given
        answer = "{\"state\":\"off\",\"more\":\"" + "x".repeat(1_000_000) + "\"}";

        // Then
        assertThatThrownBy(() -> power("").isOff("n1")).isInstanceOf(IOException.class);
    }

    @Test
    void saysWhomItCouldNotAskAndNeverTheToken() {
        // Given
        server.stop(0);

        // Then
        assertThatThrownBy(() -> power("s3cret").isOff("n1"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot ask for the power of n1")
                .hasMessageNotContaining("s3cret");
    }

    private HttpPowerState power(String token) {
        var port = server.getAddress().getPort();
        return new HttpPowerState("http://127.0.0.1:" + port + "/power/{node}", () -> token);
    }
}
