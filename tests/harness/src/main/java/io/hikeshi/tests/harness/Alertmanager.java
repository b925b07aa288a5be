package io.hikeshi.tests.harness;

import static java.net.http.HttpResponse.BodyHandlers.ofString;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real Alertmanager without peers, whose only receiver tells nobody. */
public final class Alertmanager implements RealServer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIG = """
            route: {receiver: nobody}
            receivers: [{name: nobody}]
            """;

    private final int port = Loopback.freePort();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Workspace workspace;
    private @Nullable Child server;

    @Override
    public void start() {
        if (server != null) return;
        workspace = new Workspace("alertmanager");
        var started = Command.of(Tools.find("alertmanager"))
                .with("--config.file=" + workspace.write("alertmanager.yml", CONFIG))
                .with("--storage.path=" + workspace.file("data"))
                .with("--web.listen-address=" + Loopback.HOST + ":" + port, "--cluster.listen-address=")
                .start(workspace.folder(), "alertmanager");
        server = started;
        Awaitility.await("Alertmanager to be ready").atMost(PATIENCE).until(() -> {
            started.mustLive();
            return isReady();
        });
    }

    public String url() {
        return "http://" + Loopback.HOST + ":" + port;
    }

    /** What is firing now, {@code GET /api/v2/alerts}. */
    public List<Alert> alerts() {
        try {
            var alerts = JSON.readTree(get("/api/v2/alerts"));
            return StreamSupport.stream(alerts.spliterator(), false)
                    .map(Alert::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the alerts of " + url(), e);
        }
    }

    @Override
    public void close() {
        if (server != null) server.close();
        server = null;
        if (workspace != null) workspace.close();
        workspace = null;
    }

    private boolean isReady() {
        try {
            get("/-/ready");
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String get(String path) throws IOException {
        try {
            var response =
                    http.send(HttpRequest.newBuilder(URI.create(url() + path)).build(), ofString());
            if (response.statusCode() == 200) return response.body();
            throw new IOException("GET %s%s answered %d".formatted(url(), path, response.statusCode()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + url(), e);
        }
    }
}
