package io.hikeshi.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.tests.harness.Alert;
import io.hikeshi.tests.harness.AuditRecord;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.NetworkNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only looks like a dead kernel destroys nothing. The nodes are stand-ins, since no kernel has to die. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ForgeryIT {
    @Order(1)
    @RegisterExtension
    static final NetworkNamespace NETWORK = new NetworkNamespace();

    private static final ControlPlane CLUSTER =
            new ControlPlane().withHost(NetworkNamespace.HOST).withNodeGrace(Duration.ofSeconds(10));

    @Order(2)
    @RegisterExtension
    static final Installation LAB = new Installation(CLUSTER, DeadNodeRules.ACTIONS, List.of());

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LEASE_SECONDS = 8;
    private static final int FIRST_NUMBER = 21;
    private static final List<String> NODES = List.of("node-1", "node-2", "node-3");

    private static Fleet fleet;

    @BeforeAll
    static void startEverything() {
        LAB.nats.start();
        for (var node : NODES) {
            NETWORK.add(address(node));
            LAB.nodes().withLease(LEASE_SECONDS).join(node, address(node), Map.of());
        }
        fleet = Fleet.create(LAB);
        await("thirty pods").atMost(PATIENCE).until(() -> fleet.running() == Fleet.SIZE);
        var rules = LAB.rules(DeadNodeRules.withBudget(1));
        Stream.concat(LAB.allFunctions().stream(), Stream.of(LAB.responder(rules, Map.of()), LAB.receiver()))
                .forEach(Part::awaitReady);
    }

    @AfterEach
    void nothingIsDestroyed() {
        assertThat(fleet.running()).isEqualTo(Fleet.SIZE);
        assertThat(destructive()).isEmpty();
    }

    @Test
    @Order(1)
    void aThousandForgedPanicsCordonALivingNodeOnceAndForAMoment() {
        // When
        Forger.panic(address("node-1"), 1_000);

        // Then
        await("a page of a suspected spoof")
                .atMost(PATIENCE)
                .until(() -> pageOf("node-1").contains("suspected-spoof"));
        await("the cordon's end").atMost(PATIENCE).until(() -> !isCordoned("node-1"));
        assertThat(cordons("node-1")).hasSizeLessThanOrEqualTo(1);
        assertThat(pages("node-1")).hasSize(1);
    }

    /** The budget is of one node an hour, and node-1 has spent it. */
    @Test
    @Order(2)
    void aSpentBudgetHoldsBackTheNextNodesCordonButNotItsPage() {
        // When
        Forger.panic(address("node-2"), 1);

        // Then
        await("a page").atMost(PATIENCE).until(() -> !pages("node-2").isEmpty());
        var incident = pages("node-2").get(0).labels().getOrDefault("incident", "");
        await("the wait for the budget")
                .atMost(PATIENCE)
                .until(() -> LAB.streams.timeline(incident).toString().contains("OVER_BUDGET"));
        await("a page of a suspected spoof")
                .atMost(PATIENCE)
                .until(() -> pageOf("node-2").contains("suspected-spoof"));
        assertThat(cordons("node-2")).isEmpty();
    }

    @Test
    @Order(3)
    void aPartitionWithoutAPanicDestroysNothing() {
        // When
        LAB.nodes().silence("node-3");
        NETWORK.remove(address("node-3"));

        // Then
        await("a page of a lost node")
                .atMost(PATIENCE)
                .until(() -> pageOf("node-3").contains("is silent"));
        var incident = pages("node-3").get(0).labels().getOrDefault("incident", "");
        await("what waits for a fence")
                .atMost(PATIENCE)
                .until(() -> LAB.streams.timeline(incident).toString().contains("UNCONFIRMED"));
        assertThat(isCordoned("node-3")).isFalse();
    }

    private static String address(String node) {
        return NetworkNamespace.address(FIRST_NUMBER + NODES.indexOf(node));
    }

    private static List<Alert> pages(String node) {
        return LAB.alertmanager.alerts().stream()
                .filter(alert -> alert.annotations().getOrDefault("summary", "").startsWith(node))
                .toList();
    }

    private static String pageOf(String node) {
        return pages(node).toString();
    }

    private static boolean isCordoned(String name) {
        Node node = CLUSTER.client().nodes().withName(name).get();
        return Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }

    private static List<AuditRecord> cordons(String node) {
        return by("cordon-node").filter(record -> record.name().equals(node)).toList();
    }

    private static List<AuditRecord> destructive() {
        return Stream.of("fail-pods", "delete-pods", "taint-node", "reschedule-job")
                .flatMap(ForgeryIT::by)
                .toList();
    }

    /** What a function has changed. */
    private static Stream<AuditRecord> by(String action) {
        var user = "system:serviceaccount:%s:%s".formatted(Installation.NAMESPACE, action);
        return CLUSTER.auditLog().stream()
                .filter(record -> record.user().equals(user) && record.code() < 300)
                .filter(record -> List.of("patch", "update", "delete", "create").contains(record.verb()))
                .filter(record -> !record.resource().equals("events"));
    }
}
