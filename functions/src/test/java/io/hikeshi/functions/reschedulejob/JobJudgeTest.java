package io.hikeshi.functions.reschedulejob;

import static io.hikeshi.functions.Requests.AT;
import static io.hikeshi.functions.Requests.because;
import static io.hikeshi.functions.Requests.first;
import static io.hikeshi.functions.Requests.panicked;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.hikeshi.functions.deadnode.Spared;
import io.hikeshi.functions.reschedulejob.JobFate.Kind;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Confirm;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobJudgeTest {
    private static final String LIMIT = failed("BackoffLimitExceeded", "2026-05-01T10:00:30Z");

    @Test
    void clonesAJobThatFailedBecauseItsNodeDied() {
        // When
        var fate = judge(false).of(job("", "backoffLimit: 0", LIMIT), List.of(failedPod()));

        // Then
        assertThat(fate.kind()).isEqualTo(Kind.CLONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        labels: {hikeshi.io/ignore: "true"}              | {} | opted out by label
        labels: {hikeshi.io/reschedule: "false"}         | {} | opted out by label
        deletionTimestamp: "2026-05-01T10:00:40Z"        | {} | is being deleted
        annotations: {hikeshi.io/rescheduled-from: old}  | {} | is a clone, and lost a node again
        {}                                               | managedBy: example.com/queue | is managed by example.com/queue
        {}                                               | template: {spec: {nodeName: n1}} | names the dead node itself
        """)
    void leavesAJobWhoseAuthorOrPastSpeaksAgainstIt(String meta, String spec, String why) {
        // When
        var fate = judge(false).of(job(meta, spec, LIMIT), List.of(failedPod()));

        // Then
        assertThat(fate.kind()).isEqualTo(Kind.LEAVE);
        assertThat(fate.why()).startsWith(why);
    }

    @ParameterizedTest
    @CsvSource({
        "DeadlineExceeded, 2026-05-01T10:00:30Z, failed by its activeDeadlineSeconds",
        "PodFailurePolicy, 2026-05-01T10:00:30Z, failed because its own podFailurePolicy says so",
        "BackoffLimitExceeded, 2026-05-01T09:59:59Z, failed of something else",
    })
    void leavesAJobThatFailedOfSomethingElse(String reason, String at, String why) {
        // When
        var fate = judge(false).of(job("", "{}", failed(reason, at)), List.of(failedPod()));

        // Then
        assertThat(fate).isEqualTo(JobFate.leave(why));
    }

    @Test
    void believesThePodsWhereTheCauseWasFoundLater() {
        // Given
        var found = AT.plusSeconds(900);
        var cause = new Cause("e3", "kernel.panic.recovered", "panic", "f2", "n1", null, found, "boot-1", null);
        var request = panicked("i-1", "reschedule-job", "n1", "boot-1", Confirm.NODE_DEAD);
        var judge = new JobJudge(first(because(request, "panic", cause)), true, pod -> Optional.empty());

        // When
        var after = judge.of(job("", "{}", LIMIT), List.of(failedPod()));
        var before =
                judge.of(job("", "{}", failed("BackoffLimitExceeded", "2026-05-01T10:00:20Z")), List.of(failedPod()));

        // Then
        assertThat(after.kind()).isEqualTo(Kind.CLONE);
        assertThat(before).isEqualTo(JobFate.leave("failed of something else"));
    }

    @Test
    void leavesAJobNoneOfWhosePodsThisIncidentFailed() {
        // When
        var fate = judge(false).of(job("", "{}", LIMIT), List.of(runningPod()));

        // Then
        assertThat(fate).isEqualTo(JobFate.leave("failed of something else"));
    }

    @Test
    void leavesCompletedIndexesUnlessTheAuthorSaysThatTheyMayRunAgain() {
        // Given
        var spec = "completionMode: Indexed, completions: 4";
        var status = "completedIndexes: \"0,2\", " + LIMIT;

        // When
        var left = judge(false).of(job("", spec, status), List.of(failedPod()));
        var wanted =
                judge(false).of(job("labels: {hikeshi.io/reschedule: \"true\"}", spec, status), List.of(failedPod()));
        var fresh = judge(false).of(job("", spec, LIMIT), List.of(failedPod()));

        // Then
        assertThat(left.why()).startsWith("has completed indexes 0,2").contains("hikeshi.io/reschedule=true");
        assertThat(wanted.kind()).isEqualTo(Kind.CLONE);
        assertThat(fresh.kind()).isEqualTo(Kind.CLONE);
    }

    @Test
    void remembersTheCloneOfThisIncidentAlone() {
        // Given
        var ours = "annotations: {hikeshi.io/rescheduled-to: render-1, hikeshi.io/incident: i-1}";
        var another = "annotations: {hikeshi.io/rescheduled-to: render-1, hikeshi.io/incident: i-0}";

        // When
        var already = judge(false).of(job(ours, "{}", LIMIT), List.of(failedPod()));
        var anew = judge(false).of(job(another, "{}", LIMIT), List.of(failedPod()));

        // Then
        assertThat(already).isEqualTo(JobFate.of(Kind.ALREADY, "as render-1"));
        assertThat(anew.kind()).isEqualTo(Kind.CLONE);
    }

    @Test
    void letsAnActiveJobRetryByItself() {
        // When
        var fate = judge(false).of(job("", "{}", "active: 1"), List.of(failedPod()));

        // Then
        assertThat(fate.kind()).isEqualTo(Kind.RETRIES);
    }

    @Test
    void waitsUntilThePodIsFailedAndCounted() {
        // Given
        var tracked = failedPod();
        tracked.getMetadata().setFinalizers(List.of("batch.kubernetes.io/job-tracking"));

        // When
        var running = judge(false).of(job("", "{}", "active: 1"), List.of(runningPod()));
        var held = judge(false).of(job("", "{}", "active: 1"), List.of(tracked));
        var listed =
                judge(false).of(job("", "{}", "uncountedTerminatedPods: {failed: [u-failed]}"), List.of(failedPod()));
        var failing = judge(false)
                .of(job("", "{}", "conditions: [{type: FailureTarget, status: \"True\"}]"), List.of(failedPod()));

        // Then
        assertThat(List.of(running, held, listed, failing))
                .extracting(JobFate::kind)
                .containsOnly(Kind.WAIT);
    }

    @Test
    void waitsForNoPodThatNobodyWillFail() {
        // Given
        var sparing = new JobJudge(
                first(panicked("i-1", "reschedule-job", "n1", "boot-1", Confirm.NODE_DEAD)),
                false,
                pod -> Optional.of(Spared.SINGLE_WRITER));

        var tracked = failedPod();
        tracked.getMetadata().setFinalizers(List.of("batch.kubernetes.io/job-tracking"));

        // When
        var spared = sparing.of(job("", "{}", "active: 1"), List.of(runningPod()));
        var both = sparing.of(job("", "{}", "active: 1"), List.of(runningPod(), tracked));
        var restarted = judge(true).of(job("", "{}", "active: 1"), List.of(runningPod()));

        // Then
        assertThat(spared.kind()).isEqualTo(Kind.LEAVE);
        assertThat(spared.why()).contains("has a volume for one writer");
        assertThat(both.kind()).isEqualTo(Kind.WAIT);
        assertThat(restarted.kind()).isEqualTo(Kind.RETRIES);
    }

    private static JobJudge judge(boolean isBack) {
        var attempt = first(panicked("i-1", "reschedule-job", "n1", "boot-1", Confirm.NODE_DEAD));
        return new JobJudge(attempt, isBack, pod -> Optional.empty());
    }

    private static String failed(String reason, String at) {
        return "conditions: [{type: Failed, status: \"True\", reason: %s, lastTransitionTime: \"%s\"}]"
                .formatted(reason, at);
    }

    private static Job job(String meta, String spec, String status) {
        var job = Serialization.unmarshal(
                "metadata: %s\nspec: %s\nstatus: %s\n".formatted(flow(meta), flow(spec), flow(status)), Job.class);
        job.getMetadata().setName("render");
        job.getMetadata().setNamespace("shop");
        job.getMetadata().setUid("u-1");
        if (job.getSpec().getTemplate() == null) {
            job.getSpec()
                    .setTemplate(Serialization.unmarshal("spec: {template: {spec: {}}}", Job.class)
                            .getSpec()
                            .getTemplate());
        }
        return job;
    }

    private static String flow(String yaml) {
        return yaml.startsWith("{") ? yaml : "{" + yaml + "}";
    }

    private static Pod failedPod() {
        return Serialization.unmarshal("""
                metadata: {name: render-x, uid: u-failed}
                status:
                  phase: Failed
                  conditions: [{type: DisruptionTarget, status: "True", lastTransitionTime: "2026-05-01T10:00:29Z"}]
                """, Pod.class);
    }

    private static Pod runningPod() {
        return Serialization.unmarshal(
                "metadata: {name: render-y, uid: u-running}\nstatus: {phase: Running}", Pod.class);
    }
}
