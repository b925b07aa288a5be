package io.hikeshi.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.tests.harness.ControlPlane;
import io.hikeshi.tests.harness.NetworkNamespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Twenty nodes whose kernels panic in one moment, as when a switch or a driver takes a rack with it. They are stand-ins. */
class RackIT {
    @Order(1)
    @RegisterExtension
    static final NetworkNamespace NETWORK = new NetworkNamespace();

    private static final ControlPlane CLUSTER =
            new ControlPlane().withHost(NetworkNamespace.HOST).withNodeGrace(Duration.ofSeconds(15));

    @Order(2)
    @RegisterExtension
    static final Installation LAB = new Installation(CLUSTER, DeadNodeRules.ACTIONS, List.of());

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LEASE_SECONDS = 8;
    private static final int FIRST_NUMBER = 21;
    private static final String SPARE = "spare";
    private static final Set<String> BOUND = Set.of("db", "agent");

    private static final List<String> RACK =
            IntStream.rangeClosed(1, 20).mapToObj(number -> "node-" + number).toList();

    private static Fleet fleet;

    @BeforeAll
    static void startEverything() {
        LAB.nats.start();
        RACK.forEach(node -> join(node, address(node)));
        join(SPARE, NetworkNamespace.HOST);
        fleet = Fleet.create(LAB);
        int agentsBeyondThree = RACK.size() + 1 - 3;
        new Chronicle("a rack", Instant.now())
                .await("its pods run", PATIENCE, () -> fleet.running() == Fleet.SIZE + agentsBeyondThree);
        var rules = LAB.rules(DeadNodeRules.YAML);
        Stream.concat(LAB.allFunctions().stream(), Stream.of(LAB.responder(rules, Map.of()), LAB.receiver()))
                .forEach(Part::awaitReady);
    }

    @Test
    void everyNodeOfARackThatDiesIsDealtWith() {
        // Given
        var dying = fleet.pods().stream()
                .filter(pod -> RACK.contains(pod.getSpec().getNodeName()))
                .filter(pod -> !BOUND.contains(Fleet.owner(pod)))
                .toList();

        // When
        var after = new Chronicle("a rack", Instant.now());
        RACK.forEach(RackIT::die);

        // Then
        after.say("all have panicked", Instant.now());
        after.await("all cordoned", PATIENCE, () -> nodes().allMatch(RackIT::isCordoned));
        after.await(
                "all paged, once each",
                PATIENCE,
                () -> LAB.alertmanager.alerts().size() == RACK.size());
        after.await(
                "all their free pods Failed",
                PATIENCE,
                () -> fleet.now(dying).stream().allMatch(Fleet::isFailed));
        assertThat(dying).hasSizeGreaterThan(15);
        assertThat(fleet.now(dying)).isNotEmpty().allMatch(RackIT::isFailedByPanic);
        assertThat(LAB.alertmanager.alerts()).hasSameSizeAs(RACK);
    }

    private static void join(String node, String address) {
        if (!node.equals(SPARE)) NETWORK.add(address);
        LAB.nodes().withLease(LEASE_SECONDS).join(node, address, Map.of());
    }

    /** It says why, and from then on neither its Lease nor its address says anything. */
    private static void die(String node) {
        LAB.nodes().silence(node);
        Forger.panic(address(node), 1);
        NETWORK.remove(address(node));
    }

    private static String address(String node) {
        return NetworkNamespace.address(FIRST_NUMBER + RACK.indexOf(node));
    }

    private static Stream<Node> nodes() {
        return CLUSTER.client().nodes().list().getItems().stream()
                .filter(node -> RACK.contains(node.getMetadata().getName()));
    }

    private static boolean isCordoned(Node node) {
        return Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }

    private static boolean isFailedByPanic(Pod pod) {
        return "NodeKernelPanic".equals(pod.getStatus().getReason());
    }
}
