package io.hikeshi.functions.annotatepod;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.hikeshi.functions.Lab;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import io.hikeshi.tests.harness.ControlPlane;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotatePodIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @Test
    void annotatesThePodAndNothingElseAndLeavesAnEvent() {
        // Given
        var request = requestFor("i-pod", LAB.pod("shop", "web-1"));

        // When
        var result = annotate().act(first(request));

        // Then
        assertThat(result.status()).as(result.detail()).isEqualTo(Status.DONE);
        assertThat(annotations("web-1"))
                .containsEntry("owner", "a person")
                .containsEntry("hikeshi.io/incident", "i-pod")
                .containsEntry("hikeshi.io/reason", "cook died of SIGSEGV\\u000a\\u202eevil")
                .containsEntry("hikeshi.io/action-count", "1");
        assertThat(LAB.eventsOf(request)).singleElement().satisfies(event -> {
            assertThat(event.getMetadata().getNamespace()).isEqualTo("shop");
            assertThat(event.getRegarding().getName()).isEqualTo("web-1");
            assertThat(event.getRelated().getName()).isEqualTo("n1");
        });
        assertThat(LAB.audited(first(request)))
                .extracting(record -> record.verb() + " " + record.resource())
                .containsSubsequence("get namespaces", "get pods", "patch pods", "create events");
    }

    @Test
    void countsACrashOnceHoweverOftenItIsDelivered() {
        // Given
        var pod = LAB.pod("shop", "web-2");
        var request = requestFor("i-1", pod);
        annotate().act(first(request));
        annotate().act(first(requestFor("i-2", pod)));

        // When
        var result = annotate().act(again(request));

        // Then
        assertThat(result.status()).isEqualTo(Status.ALREADY_DONE);
        assertThat(annotations("web-2"))
                .containsEntry("hikeshi.io/action-count", "2")
                .containsEntry("hikeshi.io/incident", "i-2");
        assertThat(LAB.eventsOf(request)).hasSize(1);
    }

    @Test
    void leavesANewPodOfTheSameName() {
        // Given
        var old = requestFor("i-old", LAB.pod("shop", "web-3"));
        LAB.admin()
                .pods()
                .inNamespace("shop")
                .withName("web-3")
                .withGracePeriod(0)
                .delete();
        LAB.pod("shop", "web-3");

        // When
        var result = annotate().act(first(old));

        // Then
        assertThat(result.status()).isEqualTo(Status.SKIPPED);
        assertThat(result.detail()).contains("a new pod has its name");
        assertThat(annotations("web-3")).isEqualTo(Map.of("owner", "a person"));
    }

    @Test
    void leavesThePodsOfANamespaceThatOptedOut() {
        // Given
        LAB.controlPlane().createNamespace("quiet");
        LAB.admin().namespaces().withName("quiet").edit(found -> {
            found.getMetadata().getLabels().put("hikeshi.io/ignore", "true");
            return found;
        });
        var request = requestFor("i-1", LAB.pod("quiet", "web-1"));

        // When
        var result = annotate().act(first(request));

        // Then
        assertThat(result.status()).isEqualTo(Status.SKIPPED);
        assertThat(result.detail()).isEqualTo("namespace quiet is labelled hikeshi.io/ignore=true");
    }

    @Test
    void skipsAPodThatIsGone() {
        // Given
        var request = request("i-1", "annotate-pod", new Target.Pod("shop", "never", "u"));

        // When
        var result = annotate().act(first(request));

        // Then
        assertThat(result.status()).isEqualTo(Status.SKIPPED);
        assertThat(result.detail()).contains("pods \"never\" not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"spec\":{\"containers\":[{\"name\":\"web\",\"image\":\"evil:1\"}]}}",
                "{\"metadata\":{\"annotations\":{\"owner\":\"me\"}}}",
                "{\"metadata\":{\"annotations\":{\"owner\":null}}}",
                "{\"metadata\":{\"labels\":{\"tier\":\"web\"}}}",
                "{\"metadata\":{\"finalizers\":[\"example.com/stuck\"]}}",
            })
    void mayNotChangeAnythingElseEvenWithItsTokenStolen(String patch) {
        // Given
        var name = "target-" + Integer.toHexString(patch.hashCode());
        LAB.pod("shop", name);
        try (var thief = ControlPlane.clientFor(LAB.controlPlane().kubeconfigFor("hikeshi", "annotate-pod"))) {

            // When
            var stealing = assertThatThrownBy(() -> thief.pods()
                    .inNamespace("shop")
                    .withName(name)
                    .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch));

            // Then
            stealing.isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("Hikeshi's annotating functions may");
        }
    }

    private static AnnotatePod annotate() {
        return new AnnotatePod(LAB.patch("annotate-pod"));
    }

    private static ActionRequest requestFor(String incident, Pod pod) {
        var meta = pod.getMetadata();
        return request(incident, "annotate-pod", new Target.Pod(meta.getNamespace(), meta.getName(), meta.getUid()));
    }

    private static Map<String, String> annotations(String pod) {
        return LAB.admin()
                .pods()
                .inNamespace("shop")
                .withName(pod)
                .get()
                .getMetadata()
                .getAnnotations();
    }
}
