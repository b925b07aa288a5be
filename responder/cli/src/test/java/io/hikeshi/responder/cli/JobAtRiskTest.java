package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobAtRiskTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        backoffLimit: 0                                                           | fails: no retry left
        backoffLimit: 3                                                           | retries: uses up 1 of 3
        parallelism: 2                                                            | retries: uses up 1 of 6
        {completionMode: Indexed, completions: 3, backoffLimitPerIndex: 0}        | loses an index: an index has no retry left
        {completionMode: Indexed, completions: 3, backoffLimitPerIndex: 2}        | retries: uses up 1 of 2
        podFailurePolicy: {rules: [{action: FailJob, onPodConditions: [{type: DisruptionTarget}]}]} | fails: its own rule says so
        podFailurePolicy: {rules: [{action: FailIndex, onPodConditions: [{type: DisruptionTarget}]}]} | loses an index: its own rule says so
        podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: Odd}]}]} | retries: uses up 1 of 6
        podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget, status: "False"}]}]} | retries: uses up 1 of 6
        """)
    void saysWhatTheDeathOfANodeWouldCost(String spec, String fate) {
        // When
        var job = JobAtRisk.of(job(spec, "Never"), Map.of());

        // Then
        assertThat(job.isHurt()).isTrue();
        assertThat(job.fate()).isEqualTo(fate);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}
        podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [1]}}, {action: Ignore, onPodConditions: [{type: DisruptionTarget, status: "True"}]}]}
        podFailurePolicy: {rules: [{action: Count, onPodConditions: [{type: DisruptionTarget}]}]}
        """)
    void leavesOutWhoseAuthorThoughtOfIt(String spec) {
        // When
        var job = JobAtRisk.of(job(spec, "Never"), Map.of("n1", 2));

        // Then
        assertThat(job.isHurt()).isFalse();
    }

    @Test
    void countsTheFailuresThereWereAndAllPodsOfTheFullestNode() {
        // Given
        var job = job("{backoffLimit: 4, parallelism: 5}", "Never");
        job.getStatus().setFailed(2);

        // When
        var fits = JobAtRisk.of(job, Map.of("n1", 2, "n2", 1));
        var tooMany = JobAtRisk.of(job, Map.of("n1", 3, "n2", 1));

        // Then
        assertThat(fits.fate()).isEqualTo("retries: uses up 2 of 2");
        assertThat(tooMany.fate()).isEqualTo("fails: 2 left, and one node holds 3 pods");
        assertThat(tooMany.isLost()).isTrue();
    }

    @Test
    void saysThatAPolicyNeedsPodsThatAreNeverRestartedInPlace() {
        // When
        var job = JobAtRisk.of(job("backoffLimit: 1", "OnFailure"), Map.of());

        // Then
        assertThat(job.reasons()).anyMatch(reason -> reason.startsWith("restartPolicy is OnFailure"));
        assertThat(JobCure.yaml(job.cure())).anyMatch(line -> line.contains("restartPolicy: \"Never\""));
    }

    @Test
    void warnsOfAJobThatIsDeletedBeforeItCanBeCloned() {
        // When
        var job = JobAtRisk.of(job("{backoffLimit: 0, ttlSecondsAfterFinished: 5}", "Never"), Map.of());

        // Then
        assertThat(job.reasons()).anyMatch(reason -> reason.startsWith("ttlSecondsAfterFinished 5 may delete it"));
    }

    @Test
    void curesACronJobByItsTemplateAndKeepsItsOtherRules() {
        // Given
        var cron = Serialization.unmarshal("""
                metadata: {namespace: shop, name: nightly}
                spec:
                  jobTemplate:
                    spec:
                      podFailurePolicy:
                        rules:
                          - {action: FailJob, onPodConditions: [{type: DisruptionTarget}]}
                          - {action: FailJob, onExitCodes: {operator: In, values: [42]}}
                      template: {spec: {restartPolicy: Never}}
                """, CronJob.class);

        // When
        var job = JobAtRisk.of(cron);

        // Then
        assertThat(JobCure.kubectl("shop", "nightly", job.cure()))
                .startsWith(
                        "kubectl patch cronjob nightly --namespace shop --type merge --patch '{\"spec\":{\"jobTemplate\":")
                .contains("\"Ignore\"", "[42]")
                .doesNotContain("restartPolicy");
        assertThat(JobText.table(List.of(job), 3))
                .contains(
                        "CronJob shop/nightly  fails: its own rule says so",
                        "  patch     kubectl patch cronjob nightly")
                .endsWith("1 of 3 Jobs and CronJobs would be hurt by the death of a node.\n");
    }

    @Test
    void namesWhoMakesAJobInsteadOfAManifestThatThereIsNot() {
        // Given
        var ofCron = job("{}", "Never");
        ofCron.getMetadata()
                .setOwnerReferences(Serialization.unmarshal(
                                "metadata: {ownerReferences: [{kind: CronJob, name: nightly, controller: true}]}",
                                Job.class)
                        .getMetadata()
                        .getOwnerReferences());

        // When
        var text = JobText.table(List.of(JobAtRisk.of(ofCron, Map.of("n1", 1))), 1);

        // Then
        assertThat(text).contains("made by CronJob/nightly, which is to be patched", "runs on   n1 (1)");
        assertThat(text).doesNotContain("podFailurePolicy:");
    }

    @ParameterizedTest
    @CsvSource({"Complete,True,true", "Failed,True,true", "Failed,False,false", "Suspended,True,false"})
    void passesOverWhatIsOver(String condition, String status, boolean over) {
        // Given
        var job = Serialization.unmarshal(
                "status: {conditions: [{type: %s, status: \"%s\"}]}".formatted(condition, status), Job.class);

        // When
        var isOver = JobAtRisk.isOver(job);

        // Then
        assertThat(isOver).isEqualTo(over);
    }

    private static Job job(String spec, String restartPolicy) {
        var flow = spec.startsWith("{") ? spec : "{" + spec + "}";
        var job = Serialization.unmarshal(
                "metadata: {namespace: shop, name: render}\nstatus: {}\nspec: " + flow, Job.class);
        job.getSpec()
                .setTemplate(Serialization.unmarshal(
                                "spec: {template: {spec: {restartPolicy: " + restartPolicy + "}}}", Job.class)
                        .getSpec()
                        .getTemplate());
        return job;
    }
}
