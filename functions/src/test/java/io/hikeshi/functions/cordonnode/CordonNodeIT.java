package io.hikeshi.functions.cordonnode;

import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.nextRound;
import static io.hikeshi.functions.Requests.request;
import static io.hikeshi.functions.Requests.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.Lab;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CordonNodeIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @Test
    void cordonsUnderItsOwnServiceAccountAndLeavesItsMarksAndAnEvent() {
        // Given
        LAB.node("cordoned", Map.of());
        var request = request("i-cordon", "cordon-node", new Target.Node("cordoned"));

        // When
        var result = cordon().act(first(request));

        // Then
        assertThat(result.status()).as(result.detail()).isEqualTo(Status.DONE);
        assertThat(isCordoned("cordoned")).isTrue();
        assertThat(annotations("cordoned"))
                .containsEntry("hikeshi.io/cordoned-by", "i-cordon")
                .containsEntry("hikeshi.io/action", request.id());
        assertThat(LAB.eventsOf(request)).singleElement().satisfies(event -> {
            assertThat(event.getRegarding().getKind()).isEqualTo("Node");
            assertThat(event.getRegarding().getName()).isEqualTo("cordoned");
            assertThat(event.getReason()).isEqualTo("CordonNode");
            assertThat(event.getReportingController()).isEqualTo("hikeshi.io/functions");
            assertThat(event.getNote()).contains("i-cordon", "cook died of SIGSEGV");
        });
        assertThat(LAB.audited(first(request)))
                .extracting(record -> record.verb() + " " + record.resource())
                .containsSubsequence("get nodes", "patch nodes", "create events");
        assertThat(LAB.audited(first(request)))
                .allSatisfy(record -> assertThat(record.user()).isEqualTo("system:serviceaccount:hikeshi:cordon-node"));
    }

    @Test
    void changesNothingWhenTheRequestIsDeliveredAgain() {
        // Given
        LAB.node("twice", Map.of());
        var request = request("i-twice", "cordon-node", new Target.Node("twice"));
        cordon().act(first(request));
        var before = annotations("twice");

        // When
        var result = cordon().act(again(request));

        // Then
        assertThat(result.status()).isEqualTo(Status.ALREADY_DONE);
        assertThat(annotations("twice")).isEqualTo(before);
        assertThat(LAB.audited(again(request)))
                .extracting(record -> record.verb())
                .doesNotContain("patch");
        assertThat(LAB.eventsOf(request)).hasSize(1);
    }

    @Test
    void leavesAPersonsUncordonAloneWhenTheRequestIsDeliveredAgain() {
        // Given
        LAB.node("freed", Map.of());
        var request = request("i-freed", "cordon-node", new Target.Node("freed"));
        cordon().act(first(request));
        setUnschedulable("freed", null);

        // When
        var result = cordon().act(again(request));

        // Then
        assertThat(result.status()).isEqualTo(Status.ALREADY_DONE);
        assertThat(isCordoned("freed")).isFalse();
    }

    @Test
    void leavesAPersonsUncordonAloneInALaterRoundThoughAnotherIncidentHeldTheNodeMeanwhile() {
        // Given
        LAB.node("freed-twice", Map.of());
        var request = request("i-long", "cordon-node", new Target.Node("freed-twice"));
        cordon().act(first(request));
        setUnschedulable("freed-twice", null);
        cordon().act(first(request("i-between", "cordon-node", new Target.Node("freed-twice"))));
        setUnschedulable("freed-twice", null);

        // When
        var result = cordon().act(first(nextRound(request)));

        // Then
        assertThat(result.status()).as(result.detail()).isEqualTo(Status.SKIPPED);
        assertThat(isCordoned("freed-twice")).isFalse();
    }

    @Test
    void leavesWhatAPersonCordonedToThatPersonAlsoAfterAHoldOfOurs() {
        // Given
        LAB.node("theirs", Map.of());
        cordon().act(first(request("i-ours", "cordon-node", new Target.Node("theirs"))));
        setUnschedulable("theirs", null);
        setUnschedulable("theirs", true);

        // When
        var result = cordon().act(first(request("i-next", "cordon-node", new Target.Node("theirs"))));

        // Then
        assertThat(result.status()).isEqualTo(Status.SKIPPED);
        assertThat(annotations("theirs")).containsEntry("hikeshi.io/cordoned-by", "i-ours");
    }

    @Test
    void countsEveryIncidentAsAHolderHoweverTheyRace() throws Exception {
        // Given
        LAB.node("raced", Map.of());
        var incidents = List.of("i-a", "i-b", "i-c", "i-d");

        // When
        var results = atOnce(incidents.stream()
                .map(incident -> request(incident, "cordon-node", new Target.Node("raced")))
                .toList());

        // Then
        assertThat(results).extracting(Result::status).containsOnly(Status.DONE);
        assertThat(names("raced", "hikeshi.io/cordoned-by")).containsExactlyInAnyOrder("i-a", "i-b", "i-c", "i-d");
        assertThat(names("raced", "hikeshi.io/action")).hasSize(4);
    }

    @Test
    void doesOneRequestOnceHoweverManyDeliveriesRace() throws Exception {
        // Given
        LAB.node("once", Map.of());
        var request = request("i-once", "cordon-node", new Target.Node("once"));

        // When
        var results = atOnce(List.of(request, request, request, request));

        // Then
        assertThat(results).extracting(Result::status).containsOnly(Status.DONE, Status.ALREADY_DONE);
        assertThat(results).extracting(Result::status).containsOnlyOnce(Status.DONE);
        assertThat(LAB.eventsOf(request)).hasSize(1);
    }

    @Test
    void showsByADryRunThatChangesNothing() {
        // Given
        LAB.node("shown", Map.of());
        var request = shown(request("i-shown", "cordon-node", new Target.Node("shown")));

        // When
        var result = cordon().act(first(request));

        // Then
        assertThat(result.status()).isEqualTo(Status.SHOWN);
        assertThat(result.detail())
                .startsWith("would patch nodes/shown: spec.unschedulable=true, annotations ")
                .endsWith("(the API server accepted a dry run)");
        assertThat(isCordoned("shown")).isFalse();
        assertThat(annotations("shown")).doesNotContainKeys("hikeshi.io/cordoned-by", "hikeshi.io/action");
        assertThat(LAB.eventsOf(request)).isEmpty();
        assertThat(LAB.audited(first(request)))
                .extracting(record -> record.verb())
                .containsSubsequence("get", "patch");
    }

    @Test
    void skipsANodeThatIsGoneAndOneWhoseOwnerOptedOut() {
        // Given
        LAB.node("ignored", Map.of("hikeshi.io/ignore", "true"));

        // When
        var gone = cordon().act(first(request("i-1", "cordon-node", new Target.Node("gone"))));
        var ignored = cordon().act(first(request("i-1", "cordon-node", new Target.Node("ignored"))));

        // Then
        assertThat(gone.status()).isEqualTo(Status.SKIPPED);
        assertThat(gone.detail()).contains("nodes \"gone\" not found");
        assertThat(ignored.status()).isEqualTo(Status.SKIPPED);
        assertThat(isCordoned("ignored")).isFalse();
    }

    @Test
    void comesAgainAndNamesTheVerbThatItsServiceAccountLacks() {
        // Given
        LAB.node("forbidden", Map.of());
        var cordon = new CordonNode(LAB.patch("page-oncall"));

        // When
        var cordoning = assertThatThrownBy(
                () -> cordon.act(first(request("i-1", "cordon-node", new Target.Node("forbidden")))));

        // Then
        cordoning
                .isInstanceOf(TryAgain.class)
                .hasMessageContainingAll("hikeshi:page-oncall", "cannot get resource \"nodes\"", "grant this verb");
    }

    @Test
    void sendsNoRequestWithoutItsAuditId() {
        // Given
        LAB.node("audited", Map.of());

        // When
        cordon().act(first(request("i-audited", "cordon-node", new Target.Node("audited"))));

        // Then
        assertThat(LAB.controlPlane().auditLog())
                .filteredOn(record -> record.user().equals("system:serviceaccount:hikeshi:cordon-node"))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.auditId()).matches("i-[a-z]+/cordon-node/[0-9]"));
    }

    private static CordonNode cordon() {
        return new CordonNode(LAB.patch("cordon-node"));
    }

    private static List<Result> atOnce(List<ActionRequest> requests) throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(requests.size());
        var cordon = cordon();
        try {
            var tasks = requests.stream()
                    .map(request -> (Callable<Result>) () -> cordon.act(first(request)))
                    .toList();
            var results = new ArrayList<Result>();
            for (var done : pool.invokeAll(tasks)) results.add(done.get());
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Node node(String name) {
        return LAB.admin().nodes().withName(name).get();
    }

    private static boolean isCordoned(String name) {
        return Boolean.TRUE.equals(node(name).getSpec().getUnschedulable());
    }

    private static Map<String, String> annotations(String name) {
        return node(name).getMetadata().getAnnotations();
    }

    private static List<String> names(String node, String annotation) {
        return List.of(annotations(node).getOrDefault(annotation, "").split(","));
    }

    private static void setUnschedulable(String name, @Nullable Boolean value) {
        LAB.changeNode(name, "{\"spec\":{\"unschedulable\":%s}}".formatted(value));
    }
}
