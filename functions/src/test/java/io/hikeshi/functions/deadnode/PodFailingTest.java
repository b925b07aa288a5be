package io.hikeshi.functions.deadnode;

import static io.hikeshi.functions.Requests.first;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.hikeshi.functions.Requests;
import io.hikeshi.functions.cluster.Cluster;
import io.hikeshi.functions.cluster.EffectEvents;
import io.hikeshi.responder.action.Confirm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside an API server in which somebody else has always just changed the pod. */
class PodFailingTest {
    private static final String NEXT_BOOT = "boot-2";

    private final Pod pod = Pods.running("worker").build();
    private final AtomicInteger patches = new AtomicInteger();
    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        var config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void leavesAPodThatTheNextBootOfItsNodeHasStartedAgain() {
        // When
        var fate = failing().on(pod);

        // Then
        assertThat(fate.kind()).isEqualTo(PodFate.Kind.SPARED);
        assertThat(fate.why()).contains("its node is not the one that died any more");
        assertThat(patches).hasValue(1);
    }

    private PodFailing failing() {
        var attempt = first(Requests.panicked("i-1", "fail-pods", "n1", "boot-1", Confirm.NODE_DEAD));
        var failures = new SimpleMeterRegistry().counter("failures");
        var events = new EffectEvents(Clock.systemUTC(), "test", failures);
        var api = new Cluster(client).as(attempt).orElseThrow();
        return new PodFailing(api, attempt, events, Clock.systemUTC());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.endsWith("/status")) {
            patches.incrementAndGet();
            say(exchange, 409, new StatusBuilder().withMessage("changed").build());
        } else if (path.startsWith("/api/v1/nodes/")) say(exchange, 200, node());
        else if (path.contains("/pods/")) say(exchange, 200, pod);
        else say(exchange, 200, namespace());
    }

    private static Namespace namespace() {
        return new NamespaceBuilder().withNewMetadata().endMetadata().build();
    }

    private static Node node() {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .endMetadata()
                .withNewStatus()
                .withNewNodeInfo()
                .withBootID(NEXT_BOOT)
                .endNodeInfo()
                .endStatus()
                .build();
    }

    private static void say(HttpExchange exchange, int status, Object object) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var body = Serialization.asJson(object).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
