package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hikeshi.sensor.netconsole.target.TestLine;
import io.hikeshi.tests.harness.Loopback;
import io.hikeshi.tests.harness.NatsServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged command line hears real kernels' last words, and needs no rights for it. */
@Timeout(120)
class NetconsoleIT {
    @RegisterExtension
    static final NatsServer NATS = new NatsServer();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern LISTENING = Pattern.compile("listening for netconsole on udp 127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    Path folder;

    private final int port = Loopback.freePort();

    @ParameterizedTest
    @CsvSource({
        "6.1-kaboom-null+panic, extended, Fatal exception",
        "6.12-sysrq, basic, sysrq triggered crash",
    })
    void tellsOfAPanicTwice(String capture, String format, String reason) throws Exception {
        // Given
        try (var run = start()) {
            // When
            DyingKernel.die(capture, format, receiver(run));
            run.awaitEvent("the text", event -> isOf(event, "kernel.panic.reported"));
            int exitCode = run.stop();

            // Then
            var panicked = only(run, "kernel.panicked").path("data");
            var reported = only(run, "kernel.panic.reported").path("data");
            assertThat(panicked.path("reason").asText()).isEqualTo(reason);
            assertThat(panicked.path("sender").path("format").asText()).isEqualTo(format);
            assertThat(panicked.path("sender").path("known").asBoolean()).isFalse();
            assertThat(reported.path("node").asText()).isEqualTo("127.0.0.1");
            assertThat(reported.path("title").asText()).isNotEmpty();
            assertThat(run.err())
                    .contains("127.0.0.1 KERNEL PANIC " + reason)
                    .contains("127.0.0.1 panic text: ")
                    .contains("stopped: 0 deaths, 2 events of nodes, ");
            assertThat(exitCode).isZero();
        }
    }

    @Test
    void storesEachOfTheTwoOnce() throws Exception {
        // Given
        try (var run = start("--nats", NATS.url())) {
            // When
            DyingKernel.die("6.1-sysrq", "extended", receiver(run));
            run.awaitEvent("the text", event -> isOf(event, "kernel.panic.reported"));
            run.stop();

            // Then
            assertThat(NATS.stored("HIKESHI_EVENTS")).isEqualTo(2);
        }
    }

    @Test
    void isNotAlarmedByAKernelThatIsIdle() throws Exception {
        // Given
        try (var run = start()) {
            // When
            DyingKernel.die("6.12-idle", "extended", receiver(run));
            awaitReceived();
            run.stop();

            // Then
            assertThat(run.events()).isEmpty();
        }
    }

    @Test
    void answersAMachineThatTestsWhetherItIsHeard() throws Exception {
        // Given
        var test = TestLine.random();
        try (var run = start()) {
            Awaitility.await("a test that nobody saw")
                    .ignoreExceptionsInstanceOf(ConnectException.class)
                    .until(() -> seen(test.token()).statusCode() == 404);

            // When
            send("6,1,1000,-;" + test.text() + "\n", receiver(run));

            // Then
            Awaitility.await("the test to be seen")
                    .until(() -> seen(test.token()).statusCode() == 200);
            assertThat(seen(test.token()).body())
                    .contains("\"address\":\"127.0.0.1\"", "\"format\":\"extended\"", "\"nonce\":\"unregistered\"");
            assertThat(seen("nonsense").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void endsAndSaysWhyIfSomebodyListensThereAlready() throws Exception {
        // Given
        try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var address = "127.0.0.1:" + taken.getLocalPort();

            // When
            try (var run =
                    RunningHikeshi.launch(folder, "--backend", "none", "--netconsole", address, "--port", port)) {
                int exitCode = run.awaitExit();

                // Then
                assertThat(exitCode).isEqualTo(1);
                assertThat(run.err()).contains("cannot listen for netconsole on udp " + address);
            }
        }
    }

    private RunningHikeshi start(Object... more) {
        var options = Stream.of("--json", "--backend", "none", "--netconsole", "127.0.0.1:0", "--port", port);
        var run = RunningHikeshi.launch(
                folder, Stream.concat(options, Stream.of(more)).toArray());
        run.awaitRules();
        return run;
    }

    private static InetSocketAddress receiver(RunningHikeshi run) {
        var listening = LISTENING.matcher(run.err());
        if (!listening.find()) throw new IllegalStateException("it does not say where it listens: " + run.err());
        return new InetSocketAddress(Loopback.HOST, Integer.parseInt(listening.group(1)));
    }

    private static void send(String line, InetSocketAddress receiver) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, receiver));
        }
    }

    private void awaitReceived() {
        Awaitility.await("the datagrams to be read")
                .ignoreExceptionsInstanceOf(ConnectException.class)
                .until(() -> get("/q/metrics").body().lines().anyMatch(NetconsoleIT::countsDatagrams));
    }

    private static boolean countsDatagrams(String metric) {
        return metric.startsWith("hikeshi_netconsole_datagrams_total") && !metric.endsWith(" 0.0");
    }

    private HttpResponse<String> seen(String token) throws IOException, InterruptedException {
        return get("/netconsole/tests/" + token);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var address = URI.create("http://" + Loopback.HOST + ":" + port + path);
        return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode only(RunningHikeshi run, String kind) {
        List<JsonNode> events =
                run.events().stream().filter(event -> isOf(event, kind)).toList();
        assertThat(events).as(kind).hasSize(1);
        return events.get(0);
    }

    private static boolean isOf(JsonNode event, String kind) {
        return event.path("type").asText().equals("io.hikeshi." + kind);
    }
}
