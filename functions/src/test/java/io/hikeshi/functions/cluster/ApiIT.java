package io.hikeshi.functions.cluster;

import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Lab;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    private static final Attempt ATTEMPT = first(request("i-api", "annotate-node", new Target.Node("api")));

    @Test
    void decidesAnewWhenTheObjectChangedMeanwhile() {
        // Given
        LAB.node("contended", Map.of());
        var request = request("i-contended", "annotate-node", new Target.Node("contended"));
        var decisions = new AtomicInteger();

        // When
        var result = LAB.patch("annotate-node").apply(first(request), new Node(), node -> {
            if (decisions.getAndIncrement() == 0) annotate("contended");
            return new Plan.Change(
                    Map.of(),
                    Map.of(
                            "hikeshi.io/seen",
                            node.getMetadata().getAnnotations().getOrDefault("by", "nobody")));
        });

        // Then
        assertThat(result.status()).as(result.detail()).isEqualTo(Status.DONE);
        assertThat(decisions).hasValueGreaterThan(1);
        assertThat(LAB.admin().nodes().withName("contended").get().getMetadata().getAnnotations())
                .containsEntry("hikeshi.io/seen", "a person");
    }

    @Test
    void comesAgainWhenTheApiServerDoesNotAnswer() {
        // Given
        var config = new ConfigBuilder(LAB.admin().getConfiguration())
                .withMasterUrl("https://127.0.0.1:1/")
                .build();
        try (var away = new KubernetesClientBuilder().withConfig(config).build()) {
            var cluster = new Cluster(away);

            // When
            var asking =
                    assertThatThrownBy(() -> cluster.as(ATTEMPT).orElseThrow().get("/api/v1/nodes/api", Node.class));

            // Then
            asking.isInstanceOf(TryAgain.class).hasMessageContaining("did not answer GET /api/v1/nodes/api");
            assertThat(cluster.problem()).isPresent();
        }
        assertThat(LAB.cluster("annotate-node").problem()).isEmpty();
    }

    @Test
    void comesAgainWhenItsTokenIsRefused() {
        // Given
        var config = new ConfigBuilder(LAB.admin().getConfiguration())
                .withOauthToken("stale")
                .build();
        try (var stale = new KubernetesClientBuilder().withConfig(config).build()) {

            // When
            var asking = assertThatThrownBy(
                    () -> new Cluster(stale).as(ATTEMPT).orElseThrow().get("/api/v1/nodes/api", Node.class));

            // Then
            asking.isInstanceOf(TryAgain.class).hasMessageContaining("answered 401");
        }
    }

    @Test
    void doesTheActionAlsoWhereItsEventIsRefused() {
        // Given
        LAB.node("eventless", Map.of());
        var request = request("i-1", "annotate-node", new Target.Node("eventless"));
        var lab = LAB.failedEvents();
        var tooLong = new EffectEvents(Clock.systemUTC(), "x".repeat(300), LAB.eventFailures());

        // When
        var result = new ObjectPatch(LAB.cluster("annotate-node"), tooLong)
                .apply(first(request), new Node(), node -> new Plan.Change(Map.of(), Map.of("hikeshi.io/x", "1")));

        // Then
        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(LAB.failedEvents()).isEqualTo(lab + 1);
    }

    private static void annotate(String node) {
        LAB.changeNode(node, "{\"metadata\":{\"annotations\":{\"by\":\"a person\"}}}");
    }
}
