package io.hikeshi.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.tests.harness.AuditRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is killed or away: nothing is lost, nothing is done twice, and what a person did stays. */
class FaultsIT {
    @RegisterExtension
    static final Installation LAB = new Installation();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String INCIDENT = "hikeshi.io/incident";
    private static final String RULES = """
            apiVersion: hikeshi.io/v1
            kind: Rules
            rules:
              - name: shop-crashed
                on: [process.crashed]
                when: pod.labels["act"] == "annotate"
                then:
                  - action: annotate-pod
              - name: shop-cordons
                on: [process.crashed]
                when: pod.labels["act"] == "cordon"
                then:
                  - action: cordon-node
            """;

    @SuppressWarnings("NullAway.Init") // by startEverything
    private static Part responder;

    @BeforeAll
    static void startEverything() {
        LAB.nats.start();
        LAB.function("annotate-pod").awaitReady();
        LAB.function("cordon-node").awaitReady();
        startResponder(Map.of());
        LAB.sensor().awaitReady();
    }

    @AfterEach
    void everythingRunsAgain() {
        if (!responder.child().isAlive()) startResponder(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"decoded", "judged", "requested", "remembered", "claimed", "acted", "recorded"})
    void aResponderKilledAnywhereLosesNothingAndActsOnce(String failpoint) {
        // Given
        responder.close();
        startResponder(Map.of("HIKESHI_FAILPOINTS", failpoint));
        var pod = Shop.pod(LAB, "web-" + failpoint, "annotate");

        // When
        Shop.crashIn(LAB, pod);
        responder.child().awaitLine("reached failpoint name=" + failpoint, PATIENCE);
        responder.child().kill();
        startResponder(Map.of());

        // Then
        var incident = awaitAnnotated(pod);
        await("every message to be acknowledged").atMost(PATIENCE).until(LAB.streams::areDone);
        assertThat(effects(incident, "annotate-pod")).hasSize(1);
    }

    @Test
    void aPersonsUncordonOutlivesARedelivery() {
        // Given
        responder.close();
        startResponder(Map.of("HIKESHI_FAILPOINTS", "acted"));
        Shop.crashIn(LAB, Shop.pod(LAB, "web-uncordoned", "cordon"));
        responder.child().awaitLine("reached failpoint name=acted", PATIENCE);
        responder.child().kill();
        assertThat(LAB.isCordoned()).isTrue();
        LAB.uncordonAsAPerson();

        // When
        startResponder(Map.of());
        await("the redelivery to be done with").atMost(PATIENCE).until(LAB.streams::areDone);

        // Then
        assertThat(LAB.isCordoned()).isFalse();
    }

    @Test
    void anApiServerThatIsAwayForTwentySecondsOnlyDelaysTheEffect() {
        // Given
        var pod = Shop.pod(LAB, "web-api-away", "annotate");
        LAB.cluster.stopApiServer();

        // When
        Shop.crashIn(LAB, pod);
        await("twenty seconds")
                .pollDelay(Duration.ofSeconds(20))
                .atMost(PATIENCE)
                .until(() -> true);
        LAB.cluster.startApiServer();

        // Then
        var incident = awaitAnnotated(pod);
        assertThat(effects(incident, "annotate-pod")).hasSize(1);
    }

    @Test
    void aFunctionThatAnswers503IsAskedAgainUntilItCan() {
        // Given
        var pod = Shop.pod(LAB, "web-503", "annotate");
        LAB.ingress().exhaust("annotate-pod");

        // When
        Shop.crashIn(LAB, pod);
        await("three refusals").atMost(PATIENCE).until(() -> LAB.ingress().refusals("annotate-pod") >= 3);
        LAB.ingress().recover("annotate-pod");

        // Then
        var incident = awaitAnnotated(pod);
        assertThat(effects(incident, "annotate-pod")).hasSize(1);
    }

    private static void startResponder(Map<String, String> more) {
        responder = LAB.responder(LAB.rules(RULES), more).awaitReady();
    }

    private static String awaitAnnotated(Pod pod) {
        return await("the annotation of " + pod.getMetadata().getName())
                .atMost(PATIENCE)
                .until(() -> Shop.annotations(LAB, pod).get(INCIDENT), incident -> incident != null);
    }

    /** What changed the cluster, as the API server saw it; a redelivery that found its mark changed nothing. */
    private static List<AuditRecord> effects(String incident, String action) {
        return LAB.cluster.auditLog().stream()
                .filter(record -> record.auditId().startsWith(incident + "/" + action + "/"))
                .filter(record -> record.verb().equals("patch") && record.code() == 200)
                .filter(record ->
                        record.resource().equals("pods") || record.resource().equals("nodes"))
                .toList();
    }
}
