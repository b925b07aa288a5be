package io.hikeshi.functions.reschedulejob;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronRunTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                          |            | u-cron  | active: 1                                     |
        concurrencyPolicy: Allow    |            | u-cron  | active: 1                                     |
        concurrencyPolicy: Forbid   |            | u-cron  | active: 1                                     | has another run under way
        concurrencyPolicy: Replace  |            | u-cron  | active: 1                                     | whose next run has replaced it
        concurrencyPolicy: Forbid   |            | u-other | active: 1                                     |
        concurrencyPolicy: Forbid   |            | u-cron  | conditions: [{type: Failed, status: "True"}]  |
        suspend: true               |            | u-other | {}                                            | which is suspended
        {}                          | hikeshi.io/reschedule: "false" | u-other | {}                        | which opted out by label
        """)
    void isRepeatedWhereItsCronJobAllowsIt(String spec, String labels, String owner, String status, String objection) {
        // Given
        var cron = Serialization.unmarshal(
                "metadata: {name: nightly, uid: u-cron, labels: {%s}}\nspec: %s"
                        .formatted(labels == null ? "" : labels, flow(spec)),
                CronJob.class);
        var run = Serialization.unmarshal(
                "metadata: {name: run, ownerReferences: [{uid: %s}]}\nstatus: %s".formatted(owner, flow(status)),
                Job.class);

        // When
        var found = CronRun.objection(cron, List.of(run));

        // Then
        if (objection == null) assertThat(found).isEmpty();
        else assertThat(found).hasValueSatisfying(why -> assertThat(why).contains("CronJob nightly", objection));
    }

    private static String flow(String yaml) {
        return yaml.startsWith("{") ? yaml : "{" + yaml + "}";
    }
}
