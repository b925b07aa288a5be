package io.hikeshi.functions.reschedulejob;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.cluster.Marks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Job that runs a failed one again: what its author wrote, without what the API server and controllers added. */
final class JobClone {
    /** What {@code kubectl create job --from=cronjob/...} writes. */
    private static final String INSTANTIATE = "cronjob.kubernetes.io/instantiate";

    private static final Set<String> GENERATED_LABELS =
            Set.of("controller-uid", "batch.kubernetes.io/controller-uid", "job-name", "batch.kubernetes.io/job-name");

    private static final List<String> FOREIGN_ANNOTATIONS =
            List.of("hikeshi.io/", "batch.kubernetes.io/", "kubectl.kubernetes.io/last-applied-configuration");

    private JobClone() {}

    static Job of(Attempt attempt, Job job) {
        var meta = job.getMetadata();
        return new JobBuilder()
                .withMetadata(new ObjectMetaBuilder(named(attempt, job, meta))
                        .withOwnerReferences(meta.getOwnerReferences().stream()
                                .map(JobClone::loose)
                                .toList())
                        .build())
                .withSpec(spec(job))
                .build();
    }

    /** The next run, by the template as it is now. */
    static Job of(Attempt attempt, Job job, CronJob cron) {
        var template = cron.getSpec().getJobTemplate();
        var meta = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
        return new JobBuilder()
                .withMetadata(new ObjectMetaBuilder(named(attempt, job, meta))
                        .addToAnnotations(INSTANTIATE, "manual")
                        .withOwnerReferences(owner(cron))
                        .build())
                .withSpec(template.getSpec())
                .build();
    }

    private static ObjectMeta named(Attempt attempt, Job job, ObjectMeta from) {
        var annotations = written(from.getAnnotations());
        annotations.putAll(Marks.of(bare(), attempt));
        annotations.put(Lineage.FROM, job.getMetadata().getName());
        return new ObjectMetaBuilder()
                .withNamespace(job.getMetadata().getNamespace())
                .withName(Lineage.cloneName(job, attempt.request().incident()))
                .withLabels(ungenerated(from.getLabels()))
                .withAnnotations(annotations)
                .build();
    }

    private static Job bare() {
        return new JobBuilder().withNewMetadata().endMetadata().build();
    }

    /** Completions without an index are alike, so only those that are left are run. */
    private static JobSpec spec(Job job) {
        var spec = new JobSpecBuilder(job.getSpec()).withSelector(null).withManualSelector(null);
        var completions = job.getSpec().getCompletions();
        if (completions != null && !"Indexed".equals(job.getSpec().getCompletionMode())) {
            spec.withCompletions(Math.max(1, completions - succeeded(job)));
        }
        var template = job.getSpec().getTemplate();
        if (template.getMetadata() != null) {
            spec.editTemplate()
                    .editMetadata()
                    .withLabels(ungenerated(template.getMetadata().getLabels()))
                    .endMetadata()
                    .endTemplate();
        }
        return spec.build();
    }

    private static int succeeded(Job job) {
        return job.getStatus() == null
                ? 0
                : Objects.requireNonNullElse(job.getStatus().getSucceeded(), 0);
    }

    private static Map<String, String> ungenerated(@Nullable Map<String, String> labels) {
        var kept = new LinkedHashMap<String, String>();
        if (labels != null) kept.putAll(labels);
        kept.keySet().removeAll(GENERATED_LABELS);
        return kept;
    }

    private static Map<String, String> written(@Nullable Map<String, String> annotations) {
        var kept = new LinkedHashMap<String, String>();
        if (annotations != null) kept.putAll(annotations);
        kept.keySet().removeIf(name -> FOREIGN_ANNOTATIONS.stream().anyMatch(name::startsWith));
        return kept;
    }

    /** Holding up an owner's deletion would take a right on that owner. */
    private static OwnerReference loose(OwnerReference owner) {
        return new OwnerReferenceBuilder(owner).withBlockOwnerDeletion(null).build();
    }

    private static OwnerReference owner(CronJob cron) {
        return new OwnerReferenceBuilder()
                .withApiVersion("batch/v1")
                .withKind("CronJob")
                .withName(cron.getMetadata().getName())
                .withUid(cron.getMetadata().getUid())
                .withController(true)
                .build();
    }
}
