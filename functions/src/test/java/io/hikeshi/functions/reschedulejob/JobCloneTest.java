package io.hikeshi.functions.reschedulejob;

import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.panicked;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.hikeshi.functions.Attempt;
import io.hikeshi.responder.action.Confirm;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobCloneTest {
    private static final Attempt ATTEMPT = first(panicked("i-1", "reschedule-job", "n1", "boot-1", Confirm.NODE_DEAD));

    @Test
    void keepsWhatTheAuthorWroteAndDropsWhatControllersAdded() {
        // Given
        var job = job();

        // When
        var clone = JobClone.of(ATTEMPT, job);

        // Then
        assertThat(clone.getStatus()).isNull();
        assertThat(clone.getMetadata().getUid()).isNull();
        assertThat(clone.getMetadata().getResourceVersion()).isNull();
        assertThat(clone.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(clone.getMetadata().getLabels()).containsOnlyKeys("app");
        assertThat(clone.getMetadata().getAnnotations())
                .containsEntry("team", "paint")
                .containsEntry("hikeshi.io/rescheduled-from", "render")
                .containsEntry("hikeshi.io/incident", "i-1")
                .doesNotContainKeys("batch.kubernetes.io/job-tracking", "hikeshi.io/crash-count");
        assertThat(clone.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getBlockOwnerDeletion()).isNull());
        assertThat(clone.getSpec().getSelector()).isNull();
        assertThat(clone.getSpec().getManualSelector()).isNull();
        assertThat(clone.getSpec().getTemplate().getMetadata().getLabels()).containsOnlyKeys("app");
        assertThat(clone.getSpec().getSuspend()).isTrue();
        assertThat(clone.getSpec().getTtlSecondsAfterFinished()).isEqualTo(60);
        assertThat(clone.getSpec().getAdditionalProperties()).containsEntry("newerThanThisClient", "kept");
    }

    @Test
    void leavesTheJobThatItIsMadeFromAsItIs() {
        // Given
        var job = job();

        // When
        JobClone.of(ATTEMPT, job);

        // Then
        assertThat(job).isEqualTo(job());
    }

    @Test
    void runsOnlyTheCompletionsThatAreLeft() {
        // Given
        var counted = job();
        var indexed = job();
        indexed.getSpec().setCompletionMode("Indexed");

        // When
        var rest = JobClone.of(ATTEMPT, counted);
        var all = JobClone.of(ATTEMPT, indexed);

        // Then
        assertThat(rest.getSpec().getCompletions()).isEqualTo(2);
        assertThat(all.getSpec().getCompletions()).isEqualTo(5);
    }

    @Test
    void namesTheCloneAlikeAtEveryDeliveryAndAnotherInEachIncident() {
        // Given
        var job = job();
        var other = first(panicked("i-2", "reschedule-job", "n1", "boot-1", Confirm.NODE_DEAD));

        // When
        var name = JobClone.of(ATTEMPT, job).getMetadata().getName();

        // Then
        assertThat(name).matches("render-[0-9a-f]{8}");
        assertThat(JobClone.of(ATTEMPT, job()).getMetadata().getName()).isEqualTo(name);
        assertThat(JobClone.of(other, job).getMetadata().getName()).isNotEqualTo(name);
    }

    @Test
    void keepsALongNameShortEnoughForTheLabelsAndIndexesOfItsPods() {
        // Given
        var job = job();
        job.getMetadata().setName("x".repeat(40) + "." + "y".repeat(22));
        var indexed = job();
        indexed.getMetadata().setName("x".repeat(63));
        indexed.getSpec().setCompletionMode("Indexed");
        indexed.getSpec().setCompletions(1000);

        // When
        var names = List.of(Lineage.cloneName(job, "i-1"), Lineage.cloneName(indexed, "i-1"));

        // Then
        assertThat(names.get(0)).hasSizeLessThanOrEqualTo(63).startsWith("x".repeat(40) + ".y");
        assertThat(names.get(1)).hasSizeLessThanOrEqualTo(63 - "-999".length());
    }

    @Test
    void repeatsACronJobsRunAsKubectlWould() {
        // Given
        var cron = Serialization.unmarshal("""
                metadata: {namespace: shop, name: nightly, uid: u-cron}
                spec:
                  jobTemplate:
                    metadata: {labels: {app: nightly}, annotations: {team: paint}}
                    spec: {backoffLimit: 3, template: {spec: {restartPolicy: Never}}}
                """, CronJob.class);

        // When
        var clone = JobClone.of(ATTEMPT, job(), cron);

        // Then
        assertThat(clone.getMetadata().getName()).matches("render-[0-9a-f]{8}");
        assertThat(clone.getMetadata().getLabels()).containsOnlyKeys("app");
        assertThat(clone.getMetadata().getAnnotations())
                .containsEntry("cronjob.kubernetes.io/instantiate", "manual")
                .containsEntry("hikeshi.io/rescheduled-from", "render")
                .containsEntry("team", "paint");
        assertThat(clone.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getUid()).isEqualTo("u-cron");
            assertThat(owner.getController()).isTrue();
            assertThat(owner.getBlockOwnerDeletion()).isNull();
        });
        assertThat(clone.getSpec().getBackoffLimit()).isEqualTo(3);
    }

    private static Job job() {
        return Serialization.unmarshal("""
                apiVersion: batch/v1
                kind: Job
                metadata:
                  namespace: shop
                  name: render
                  uid: u-1
                  resourceVersion: "7"
                  labels: {app: render, controller-uid: u-1, batch.kubernetes.io/job-name: render}
                  annotations: {team: paint, batch.kubernetes.io/job-tracking: "", hikeshi.io/crash-count: "3"}
                  ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: c, uid: u-c, blockOwnerDeletion: true}]
                spec:
                  suspend: true
                  completions: 5
                  ttlSecondsAfterFinished: 60
                  manualSelector: true
                  newerThanThisClient: kept
                  selector: {matchLabels: {batch.kubernetes.io/controller-uid: u-1}}
                  template:
                    metadata: {labels: {app: render, batch.kubernetes.io/controller-uid: u-1, job-name: render}}
                    spec: {restartPolicy: Never}
                status: {succeeded: 3, failed: 1}
                """, Job.class);
    }
}
