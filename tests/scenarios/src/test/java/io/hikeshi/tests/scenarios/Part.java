package io.hikeshi.tests.scenarios;

import io.hikeshi.tests.harness.Child;
import io.hikeshi.tests.harness.Command;
import io.hikeshi.tests.harness.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A packaged part of the product as a process of its own, configured by its environment as in a container. */
final class Part implements AutoCloseable {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** As in knative/base/sensor/receiver.yaml; there a machine's test of its netconsole asks. */
    private static final int RECEIVER_PORT = 8083;

    private final Child child;
    private final URI address;

    private Part(Child child, URI address) {
        this.child = child;
        this.address = address;
    }

    static Part sensor(Path logs, Map<String, String> environment) {
        return start("sensor", "sensor/agent", loopback(Loopback.freePort()), logs, environment);
    }

    /** @param host its own address */
    static Part receiver(Path logs, String host, Map<String, String> environment) {
        return start("receiver", "sensor/agent", URI.create("http://" + host + ":" + RECEIVER_PORT), logs, environment);
    }

    static Part responder(Path logs, Map<String, String> environment) {
        return start("responder", "responder/app", loopback(Loopback.freePort()), logs, environment);
    }

    static Part functions(Path logs, int port, Map<String, String> environment) {
        return start("functions", "functions", loopback(port), logs, environment);
    }

    private static Part start(String name, String folder, URI address, Path logs, Map<String, String> environment) {
        var jar = ROOT.resolve(folder).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    "cannot start " + name + ": " + jar + " is missing; build it with ./hikeshi test");
        }
        var settings = new HashMap<>(environment);
        settings.put("QUARKUS_HTTP_HOST", address.getHost());
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(address.getPort()));
        var log = name + "-" + address.getHost() + "-" + address.getPort();
        return new Part(new Command(javaCommand(jar), settings).start(logs, log), address);
    }

    private static URI loopback(int port) {
        return URI.create("http://" + Loopback.HOST + ":" + port);
    }

    private static List<String> javaCommand(Path jar) {
        var words = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC"));
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"));
        if (Runtime.version().feature() >= 22) words.add("--enable-native-access=ALL-UNNAMED");
        words.addAll(List.of("-jar", jar.toString()));
        return words;
    }

    /** The base address of its HTTP port. */
    URI address() {
        return address;
    }

    Child child() {
        return child;
    }

    Part awaitReady() {
        Awaitility.await(address() + " to be ready").atMost(PATIENCE).until(() -> isUp("ready"));
        return this;
    }

    /** Running, whether or not what it depends on is there. */
    Part awaitLive() {
        Awaitility.await(address() + " to be live").atMost(PATIENCE).until(() -> isUp("live"));
        return this;
    }

    boolean isReady() {
        return isUp("ready");
    }

    private boolean isUp(String check) {
        if (!child.isAlive()) throw new IllegalStateException(address() + " ended: " + child.output() + child.errors());
        try {
            var request = HttpRequest.newBuilder(address().resolve("/q/health/" + check))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
