package io.hikeshi.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hikeshi.tests.harness.AuditRecord;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main job, end to end, on real parts: a crash in a pod's cgroup becomes an annotation, a cordon and an alert. */
class CrashToActionIT {
    @RegisterExtension
    static final Installation LAB = new Installation();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String INCIDENT = "hikeshi.io/incident";

    @BeforeAll
    static void startEverything() {
        LAB.nats.start();
        LAB.allFunctions().forEach(Part::awaitReady);
        LAB.responder(LAB.rules("""
                                apiVersion: hikeshi.io/v1
                                kind: Rules
                                rules:
                                  - name: shop-crashed
                                    on: [process.crashed]
                                    when: event.signal == "SIGSEGV" && pod.namespace == "shop"
                                    then:
                                      - action: annotate-pod
                                      - action: cordon-node
                                      - action: page-oncall
                                        with: { severity: critical, summary: "{pod.name}: {event.title}" }
                                """), Map.of()).awaitReady();
        LAB.sensor().awaitReady();
    }

    @Test
    void aCrashAnnotatesItsPodCordonsItsNodeAndPagesUnderOneIncident() {
        // Given
        var pod = Shop.pod(LAB, "web-1", "page");

        // When
        long began = Shop.crashIn(LAB, pod);

        // Then
        var incident = await("the pod's annotation")
                .atMost(PATIENCE)
                .until(() -> Shop.annotations(LAB, pod).get(INCIDENT), value -> value != null);
        say("pod annotated", began);
        await("the cordon").atMost(PATIENCE).until(LAB::isCordoned);
        say("node cordoned", began);
        var alert = await("the alert")
                .atMost(PATIENCE)
                .until(LAB.alertmanager::alerts, alerts -> !alerts.isEmpty())
                .get(0);
        say("alert active", began);
        assertThat(alert.labels()).containsEntry("incident", incident);
        assertThat(alert.annotations().get("summary")).contains("web-1", "SIGSEGV");
        assertThat(LAB.cluster.auditLog())
                .filteredOn(record -> record.verb().equals("patch"))
                .extracting(AuditRecord::auditId)
                .contains(incident + "/annotate-pod/1", incident + "/cordon-node/1");
    }

    private static void say(String what, long began) {
        System.out.printf("%s %d ms after the crash began%n", what, (System.nanoTime() - began) / 1_000_000);
    }
}
