package io.hikeshi.functions.annotatepod;

import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotatePodPlanTest {
    private static final Target.Pod TARGET = new Target.Pod("shop", "web-1", "uid-1");
    private static final ActionRequest REQUEST = request("i-1", "annotate-pod", TARGET);

    @Test
    void writesTheIncidentAndWhyAsOnePrintableLine() {
        // When
        var plan = AnnotatePodPlan.of(first(REQUEST), TARGET, pod("uid-1", "Running", Map.of()));

        // Then
        assertThat(plan).isInstanceOfSatisfying(Plan.Change.class, change -> {
            assertThat(change.spec()).isEmpty();
            assertThat(change.annotations())
                    .containsEntry("hikeshi.io/incident", "i-1")
                    .containsEntry("hikeshi.io/rule", "segfault")
                    .containsEntry("hikeshi.io/reason", "cook died of SIGSEGV\\u000a\\u202eevil")
                    .containsEntry("hikeshi.io/action", REQUEST.id())
                    .containsEntry("hikeshi.io/last-crash", "2026-05-01T10:00:00Z")
                    .containsEntry("hikeshi.io/action-count", "1");
        });
    }

    @ParameterizedTest
    @CsvSource({"4,5", "'',1", "many,1", "-3,1", "99999999999,1"})
    void countsOnFromWhatStandsThereIfThatIsANumber(String before, String after) {
        // Given
        var pod = pod("uid-1", "Running", Map.of("hikeshi.io/action-count", before));

        // When
        var plan = AnnotatePodPlan.of(first(REQUEST), TARGET, pod);

        // Then
        assertThat(plan)
                .isInstanceOfSatisfying(
                        Plan.Change.class,
                        change -> assertThat(change.annotations()).containsEntry("hikeshi.io/action-count", after));
    }

    @Test
    void remembersTheLastSixteenActions() {
        // Given
        var sixteen = "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p";

        // When
        var plan = AnnotatePodPlan.of(
                first(REQUEST), TARGET, pod("uid-1", "Running", Map.of("hikeshi.io/action", sixteen)));

        // Then
        assertThat(plan)
                .isInstanceOfSatisfying(
                        Plan.Change.class,
                        change -> assertThat(change.annotations())
                                .containsEntry("hikeshi.io/action", REQUEST.id() + ",a,b,c,d,e,f,g,h,i,j,k,l,m,n,o"));
    }

    @Test
    void annotatesAFailedPodBecauseThatIsTheOneThatCrashed() {
        // When
        var plan = AnnotatePodPlan.of(first(REQUEST), TARGET, pod("uid-1", "Failed", Map.of()));

        // Then
        assertThat(plan).isInstanceOf(Plan.Change.class);
    }

    @Test
    void knowsAStaticPodByTheUidOfItsMirrorAnnotation() {
        // When
        var plan = AnnotatePodPlan.of(
                first(REQUEST), TARGET, pod("another", "Running", Map.of("kubernetes.io/config.mirror", "uid-1")));

        // Then
        assertThat(plan).isInstanceOf(Plan.Change.class);
    }

    @Test
    void leavesEveryOtherPodAndSaysWhy() {
        assertLeft(pod("uid-2", "Running", Map.of()), Status.SKIPPED, "a new pod has its name");
        assertLeft(pod("uid-1", "Succeeded", Map.of()), Status.SKIPPED, "has finished, and well");
        assertLeft(
                pod("uid-1", "Running", Map.of("hikeshi.io/action", "x," + REQUEST.id())),
                Status.ALREADY_DONE,
                "by an earlier delivery");
        assertLeft(labelled(), Status.SKIPPED, "hikeshi.io/ignore=true");
        assertLeft(terminating(), Status.SKIPPED, "is being deleted");
    }

    private static void assertLeft(Pod pod, Status status, String why) {
        // When
        var plan = AnnotatePodPlan.of(first(REQUEST), TARGET, pod);

        // Then
        assertThat(plan).isInstanceOfSatisfying(Plan.Leave.class, left -> {
            assertThat(left.result().status()).isEqualTo(status);
            assertThat(left.result().detail()).startsWith("pod shop/web-1 ").contains(why);
        });
    }

    private static Pod labelled() {
        var pod = pod("uid-1", "Running", Map.of());
        pod.getMetadata().setLabels(Map.of("hikeshi.io/ignore", "true"));
        return pod;
    }

    private static Pod terminating() {
        var pod = pod("uid-1", "Running", Map.of());
        pod.getMetadata().setDeletionTimestamp("2026-05-01T10:00:00Z");
        return pod;
    }

    private static Pod pod(String uid, String phase, Map<String, String> annotations) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web-1")
                .withUid(uid)
                .withAnnotations(new HashMap<>(annotations))
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }
}
