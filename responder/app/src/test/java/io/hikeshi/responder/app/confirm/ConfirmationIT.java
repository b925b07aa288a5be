package io.hikeshi.responder.app.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.app.confirm.Answer.Confirmed;
import io.hikeshi.responder.app.confirm.Answer.Pending;
import io.hikeshi.responder.app.confirm.Answer.Reason;
import io.hikeshi.responder.app.confirm.Answer.Vetoed;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.Nodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Against a real API server, with the rights that the responder has as shipped. */
class ConfirmationIT {
    @RegisterExtension
    static final ControlPlane CLUSTER = new ControlPlane();

    private static final Path MANIFEST = Path.of("../../knative/base/responder/responder.yaml");
    private static final Set<String> RIGHTS = Set.of("ServiceAccount", "ClusterRole", "ClusterRoleBinding");
    /** As short as a Lease is believed: two renewals are then 10 s. */
    private static final int LEASE_SECONDS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static Nodes nodes;
    private static KubernetesClient responder;
    private static Confirmation confirmation;

    @BeforeAll
    static void runNodes() throws Exception {
        nodes = new Nodes(CLUSTER.client()).withLease(LEASE_SECONDS);
        for (var name : new String[] {"dies", "fenced", "lives", "reboots", "answers", "away"}) nodes.join(name);
        CLUSTER.createNamespace("hikeshi");
        try (var manifest = Files.newInputStream(MANIFEST)) {
            for (HasMetadata object : CLUSTER.client().load(manifest).items()) {
                if (!RIGHTS.contains(object.getKind())) continue;
                if (object.getKind().equals("ServiceAccount"))
                    object.getMetadata().setNamespace("hikeshi");
                CLUSTER.client().resource(object).create();
            }
        }
        responder = ControlPlane.clientFor(CLUSTER.kubeconfigFor("hikeshi", "responder"));
        var cluster = new KubernetesNodes(responder, new SteadyClock());
        var clock = new SteadyClock();
        confirmation = new Confirmation(Optional.of(cluster), Knocks.overTcp(clock), PowerState.UNKNOWN, clock);
    }

    @AfterAll
    static void leave() {
        responder.close();
        nodes.close();
    }

    @Test
    void confirmsANodeWhoseLeaseAndKubeletAreSilent() throws Exception {
        // Given
        try (var kubelet = new SilentPort()) {
            listen("dies", kubelet.address().getPort());
            var cause = panicOf("dies");
            nodes.silence("dies");
            var before = Instant.now();

            // When
            var answer = awaitEnd(Confirm.NODE_DEAD, cause);

            // Then
            assertThat(answer).isInstanceOf(Confirmed.class);
            assertThat(answer.seen()).contains("Lease of dies", "no answer of the kubelet of dies at [/127.0.0.1:");
            assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void doesNotConfirmANodeWhosePortAnswers() {
        // Given
        var cause = panicOf("answers");
        nodes.silence("answers");

        // When
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                confirmation.confirm(Confirm.NODE_DEAD, cause).seen())
                        .startsWith("the Lease is old, but something answers"));

        // Then
        assertThat(confirmation.confirm(Confirm.NODE_DEAD, cause)).isInstanceOf(Pending.class);
    }

    @Test
    void vetoesAForgedPanicOfANodeThatRenewsItsLease() {
        // Given
        var cause = panicOf("lives");

        // When
        var answer = awaitEnd(Confirm.NODE_DEAD, cause);

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Vetoed.class, vetoed -> assertThat(vetoed.reason()).isEqualTo(Reason.SUSPECTED_SPOOF));
    }

    @Test
    void vetoesAtOnceWhereTheBootIsAnother() {
        // Given
        var cause = panicOf("reboots", "boot-before");

        // When
        var answer = confirmation.confirm(Confirm.NODE_DEAD, cause);

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Vetoed.class, vetoed -> assertThat(vetoed.reason()).isEqualTo(Reason.REBOOTED));
    }

    @Test
    void confirmsAFenceOfThatBoot() {
        // Given
        var cause = panicOf("fenced");
        nodes.silence("fenced");
        CLUSTER.client()
                .nodes()
                .withName("fenced")
                .edit(node -> new NodeBuilder(node)
                        .editMetadata()
                        .addToAnnotations(Map.of("hikeshi.io/fenced", bootOf(node), "hikeshi.io/fenced-by", "alice"))
                        .endMetadata()
                        .build());

        // When
        var answer = awaitEnd(Confirm.FENCED, cause);

        // Then
        assertThat(answer).isInstanceOf(Confirmed.class);
        assertThat(answer.seen()).endsWith("fenced by alice");
    }

    @Test
    void knowsNoNodeByAnAddress() {
        // When
        var answer = confirmation.confirm(Confirm.NODE_DEAD, panicOf("10.9.8.7", "boot-1"));

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Vetoed.class, vetoed -> assertThat(vetoed.reason()).isEqualTo(Reason.NO_NODE));
    }

    @Test
    void countsTheNodes() throws Exception {
        assertThat(new KubernetesNodes(responder, Clock.systemUTC()).count()).isEqualTo(6);
    }

    @Test
    void takesAnApiServerThatIsAwayForNoSign() {
        // Given
        var cause = panicOf("away");
        var fresh = new KubernetesNodes(responder, Clock.systemUTC());
        CLUSTER.stopApiServer();

        // Then
        try {
            assertThatThrownBy(fresh::count).isInstanceOf(NodesUnavailable.class);
            assertThat(confirmation.confirm(Confirm.NODE_DEAD, cause)).isInstanceOf(Pending.class);
        } finally {
            CLUSTER.startApiServer();
        }
    }

    private Answer awaitEnd(Confirm wanted, Cause cause) {
        return await().pollInterval(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> confirmation.confirm(wanted, cause), answer -> !(answer instanceof Pending));
    }

    private static Cause panicOf(String node) {
        return panicOf(node, bootOf(CLUSTER.client().nodes().withName(node).get()));
    }

    private static Cause panicOf(String node, String boot) {
        return new Cause("panic-of-" + node, "kernel.panicked", "t", "f", node, null, Instant.now(), boot, null);
    }

    private static String bootOf(Node node) {
        return node.getStatus().getNodeInfo().getBootID();
    }

    private static void listen(String node, int port) {
        var status = new NodeBuilder()
                .withNewStatus()
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(port)
                .endDaemonEndpoints()
                .endStatus()
                .build();
        CLUSTER.client()
                .nodes()
                .withName(node)
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), status);
    }
}
