package io.hikeshi.functions.reschedulejob;

import static io.hikeshi.functions.Requests.AT;
import static io.hikeshi.functions.Requests.again;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.panicked;
import static io.hikeshi.functions.Requests.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Doomed;
import io.hikeshi.functions.Lab;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.functions.deadnode.PodSweep;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Outcome.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RescheduleJobIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    private static final String IGNORE =
            "podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}";

    @Test
    void clonesWhatTheNodeMadeFailOnceAndLeavesWhatRetriesByItself() {
        // Given
        try (var node = new Doomed(LAB, "rerun")) {
            node.apply(Doomed.job("careful", IGNORE));
            node.apply(Doomed.job("careless", ""));
            node.apply(Doomed.job("private, labels: {hikeshi.io/reschedule: \"false\"}", ""));
            node.die(3);
            failPods(node);
            var request = node.request("reschedule-job", Confirm.NODE_DEAD);

            // When
            var done = awaitResult(first(request));
            node.awaitOnSpare(clone("rerun").getMetadata().getName());
            job("rerun", clone("rerun").getMetadata().getName()).delete();
            var again = reschedule().act(again(request));

            // Then
            assertThat(done.status()).as(done.detail()).isEqualTo(Status.DONE);
            assertThat(done.detail())
                    .contains("cloned rerun/careless as careless-", "left to retry by themselves rerun/careful")
                    .contains("left rerun/private opted out by label");
            node.awaitOnSpare("careful");
            assertThat(again.status()).as(again.detail()).isEqualTo(Status.ALREADY_DONE);
            assertThat(clones("rerun")).isEmpty();
            assertThat(LAB.failedEvents()).isZero();
            assertThat(LAB.audited(first(request)))
                    .filteredOn(record ->
                            record.verb().equals("create") && record.resource().equals("jobs"))
                    .allSatisfy(record -> assertThat(record.user()).endsWith(":reschedule-job"));
        }
    }

    @Test
    void waitsForFailPodsAndShowsByADryRunWhatItWouldClone() {
        // Given
        try (var node = new Doomed(LAB, "waits")) {
            node.apply(Doomed.job("careless", ""));
            node.die(1);
            var request = node.request("reschedule-job", Confirm.NODE_DEAD);

            // When
            var early = assertThatThrownBy(() -> reschedule().act(first(request)));
            var tooLong = new RescheduleJob(LAB.deadNodes("reschedule-job"), LAB.events(), Clock.systemUTC())
                    .act(first(request));
            failPods(node);
            awaitFailed("waits", "careless");
            var show = reschedule().act(first(shown(request)));

            // Then
            early.isInstanceOf(TryAgain.class).hasMessageContaining("has not been failed yet");
            assertThat(tooLong.status()).isEqualTo(Status.SKIPPED);
            assertThat(show.status()).as(show.detail()).isEqualTo(Status.SHOWN);
            assertThat(show.detail()).matches("would clone waits/careless as careless-[0-9a-f]{8}");
            assertThat(clones("waits")).isEmpty();
        }
    }

    @Test
    void leavesCompletedIndexesAlone() {
        // Given
        try (var node = new Doomed(LAB, "indexed")) {
            node.apply(Doomed.job("shards", "completionMode: Indexed\n  completions: 2\n  parallelism: 2"));
            node.die(2);
            var first = node.pod("shards-0").getMetadata().getName();
            LAB.admin().pods().inNamespace("indexed").withName(first).editStatus(pod -> {
                pod.getStatus().setPhase("Succeeded");
                return pod;
            });
            Awaitility.await("index 0 to be counted")
                    .until(() -> "0"
                            .equals(job("indexed", "shards").get().getStatus().getCompletedIndexes()));
            failPods(node);

            // When
            var result = awaitResult(first(node.request("reschedule-job", Confirm.NODE_DEAD)));

            // Then
            assertThat(result.status()).as(result.detail()).isEqualTo(Status.SKIPPED);
            assertThat(result.detail()).contains("indexed/shards has completed indexes 0");
        }
    }

    @Test
    void repeatsARunOfACronJobUnlessItIsSuspended() {
        // Given
        try (var node = new Doomed(LAB, "cron")) {
            node.apply(cron("nightly", "false"));
            node.apply(cron("paused", "true"));
            node.apply(run("nightly"));
            node.apply(run("paused"));
            node.die(2);
            failPods(node);

            // When
            var result = awaitResult(first(node.request("reschedule-job", Confirm.NODE_DEAD)));

            // Then
            assertThat(result.status()).as(result.detail()).isEqualTo(Status.DONE);
            assertThat(result.detail()).contains("left cron/paused-1 is of CronJob paused, which is suspended");
            var clone = clone("cron");
            assertThat(clone.getMetadata().getAnnotations())
                    .containsEntry("cronjob.kubernetes.io/instantiate", "manual")
                    .containsEntry("hikeshi.io/rescheduled-from", "nightly-1");
            assertThat(clone.getMetadata().getOwnerReferences())
                    .singleElement()
                    .satisfies(owner -> assertThat(owner.getName()).isEqualTo("nightly"));
        }
    }

    @Test
    void needsANodeThatIsConfirmedDead() {
        // Given
        LAB.node("doubtful", "boot-1", "True");
        var request = panicked("i-doubt", "reschedule-job", "doubtful", "boot-1", Confirm.NONE);

        // When
        var result = reschedule().act(first(request));

        // Then
        assertThat(result.status()).isEqualTo(Status.SKIPPED);
        assertThat(result.detail()).contains("needs confirm: node-dead");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        shop        | render-0a1b2c3d | {}                                                            | must name
        shop        | other-0a1b2c3d  | {hikeshi.io/rescheduled-from: render, hikeshi.io/incident: i} | must name
        shop        | render          | {hikeshi.io/rescheduled-from: render, hikeshi.io/incident: i} | must name
        kube-system | render-0a1b2c3d | {hikeshi.io/rescheduled-from: render, hikeshi.io/incident: i} | namespace
        hikeshi     | render-0a1b2c3d | {hikeshi.io/rescheduled-from: render, hikeshi.io/incident: i} | namespace
        """)
    void itsStolenTokenMakesNoOtherJobs(String namespace, String name, String annotations) {
        // Given
        var job = Serialization.unmarshal(
                Doomed.job(name + ", annotations: " + annotations, "").replace("NODE", "n1"), Job.class);

        // When
        var creating = assertThatThrownBy(
                () -> thief().resource(job).inNamespace(namespace).create());

        // Then
        creating.isInstanceOf(KubernetesClientException.class).hasMessageContaining("hikeshi-only-clones");
    }

    @Test
    void itsStolenTokenChangesNoJob() {
        // Given
        var job = Serialization.unmarshal(Doomed.job("victim", "suspend: true").replace("NODE", "n1"), Job.class);
        LAB.admin().resource(job).inNamespace("shop").create();

        // When
        var changing = assertThatThrownBy(() -> thief().batch()
                .v1()
                .jobs()
                .inNamespace("shop")
                .withName("victim")
                .patch("{\"spec\":{\"suspend\":false}}"));

        // Then
        changing.isInstanceOf(KubernetesClientException.class).hasMessageContaining("hikeshi-only-clones");
    }

    private static KubernetesClient thief() {
        return LAB.thief("reschedule-job");
    }

    private static RescheduleJob reschedule() {
        var clock = Clock.fixed(AT.plusSeconds(60), ZoneOffset.UTC);
        return new RescheduleJob(LAB.deadNodes("reschedule-job"), LAB.events(), clock);
    }

    private static Result awaitResult(Attempt attempt) {
        return Objects.requireNonNull(Awaitility.await("reschedule-job to have no more to wait for")
                .atMost(Duration.ofSeconds(60))
                .ignoreException(TryAgain.class)
                .until(() -> reschedule().act(attempt), Objects::nonNull));
    }

    private static void failPods(Doomed node) {
        ActionRequest request = node.request("fail-pods", Confirm.NODE_DEAD);
        var nodes = LAB.deadNodes("fail-pods");
        var result = nodes.act(
                first(request),
                (api, target) -> new PodSweep(api, first(request), target, Confirm.NODE_DEAD)
                        .of(nodes.failing(api, first(request)))
                        .result(first(request), "failed", "fail"));
        if (result.status() != Status.DONE) throw new AssertionError(result.detail());
    }

    private static void awaitFailed(String namespace, String name) {
        Awaitility.await(name + " to fail")
                .until(() -> job(namespace, name).get().getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Failed")));
    }

    private static ScalableResource<Job> job(String namespace, String name) {
        return LAB.admin().batch().v1().jobs().inNamespace(namespace).withName(name);
    }

    private static Job clone(String namespace) {
        var clones = clones(namespace);
        if (clones.size() != 1) throw new AssertionError("wanted one clone, got " + clones);
        return clones.get(0);
    }

    private static List<Job> clones(String namespace) {
        return LAB.admin().batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
                .filter(Lineage::isClone)
                .toList();
    }

    private static String cron(String name, String suspend) {
        return """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: %s}
                spec:
                  schedule: "0 0 1 1 *"
                  suspend: %s
                  concurrencyPolicy: Forbid
                  jobTemplate:
                    spec:
                      backoffLimit: 0
                      template:
                        spec:
                          restartPolicy: Never
                          nodeSelector: {pool: NODE}
                          containers: [{name: work, image: "work:1"}]
                """.formatted(name, suspend);
    }

    /** As the CronJob controller makes it. */
    private static String run(String cron) {
        var uid = LAB.admin()
                .batch()
                .v1()
                .cronjobs()
                .inNamespace("cron")
                .withName(cron)
                .get()
                .getMetadata()
                .getUid();
        return Doomed.job(
                cron + "-1, ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: " + cron + ", uid: " + uid
                        + ", controller: true}]",
                "");
    }
}
