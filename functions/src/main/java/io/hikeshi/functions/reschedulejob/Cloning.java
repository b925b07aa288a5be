package io.hikeshi.functions.reschedulejob;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.functions.cluster.Api;
import io.hikeshi.functions.cluster.ApiFailure;
import io.hikeshi.functions.cluster.EffectEvents;
import io.hikeshi.functions.cluster.Marks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the clone of a Job, once, whoever deletes it later: the failed Job says what it was cloned as. */
record Cloning(Api api, Attempt attempt, EffectEvents events) {
    private static final int PAGE = 500;
    private static final int TRIES = 8;
    private static final Duration WHEN_CONTENDED = Duration.ofSeconds(1);

    /** A Job there may do anything to the cluster, or to us; the admission policy says the same. */
    private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease", "hikeshi");

    JobFate of(Job job) {
        var namespace = job.getMetadata().getNamespace();
        if (SYSTEM.contains(namespace)) return JobFate.leave("is in the namespace " + namespace);
        var objection = namespaceObjection(namespace);
        if (objection.isPresent()) return JobFate.leave(objection.get());

        var owner = job.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst();
        if (owner.isEmpty()) return create(job, JobClone.of(attempt, job));
        if (owner.get().getKind().equals("CronJob")) return repeat(job, owner.get());
        return JobFate.leave(
                "is of " + owner.get().getKind() + " " + owner.get().getName() + ", which makes its Jobs itself");
    }

    private Optional<String> namespaceObjection(String name) {
        var namespace = api.find("/api/v1/namespaces/" + name, Namespace.class);
        if (namespace.isEmpty() || namespace.get().getMetadata().getDeletionTimestamp() != null) {
            return Optional.of("is in a namespace that is being deleted");
        }
        return Lineage.isOptedOut(namespace.get())
                ? Optional.of("is in a namespace that opted out by label")
                : Optional.empty();
    }

    private JobFate repeat(Job job, OwnerReference owner) {
        var folder = "/apis/batch/v1/namespaces/" + job.getMetadata().getNamespace();
        var cron = api.find(folder + "/cronjobs/" + owner.getName(), CronJob.class)
                .filter(found -> found.getMetadata().getUid().equals(owner.getUid()));
        if (cron.isEmpty()) return JobFate.leave("is of CronJob " + owner.getName() + ", which is gone");
        return CronRun.objection(cron.get(), jobs(folder + "/jobs"))
                .map(JobFate::leave)
                .orElseGet(() -> create(job, JobClone.of(attempt, job, cron.get())));
    }

    private List<Job> jobs(String path) {
        var jobs = new ArrayList<Job>();
        var next = "";
        do {
            var page = api.list(path, "", PAGE, next, JobList.class);
            jobs.addAll(page.getItems());
            next = page.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return jobs;
    }

    private JobFate create(Job job, Job clone) {
        var path = "/apis/batch/v1/namespaces/" + job.getMetadata().getNamespace() + "/jobs";
        var name = clone.getMetadata().getName();
        boolean isNew = true;
        try {
            api.create(path, clone, attempt.isShow());
        } catch (ApiFailure e) {
            if (!e.isConflict()) throw e;
            isNew = false;
        }
        if (!isNew && !isOurs(path + "/" + name, job)) {
            return JobFate.of(JobFate.Kind.REFUSED, "as " + name + ": another Job has that name");
        }
        if (!attempt.isShow()) {
            mark(path + "/" + job.getMetadata().getName(), job, name);
            events.writeEach(api, attempt, job);
        }
        return JobFate.of(isNew ? JobFate.Kind.CLONE : JobFate.Kind.ALREADY, "as " + name);
    }

    /** A clone that is gone again by now was ours: nobody else computes its name. */
    private boolean isOurs(String path, Job job) {
        return api.find(path, Job.class)
                .map(found ->
                        Marks.get(found, Lineage.FROM).equals(job.getMetadata().getName()))
                .orElse(true);
    }

    private void mark(String path, Job job, String clone) {
        for (int i = 0; i < TRIES; i++) {
            var found = api.find(path, Job.class)
                    .filter(now ->
                            now.getMetadata().getUid().equals(job.getMetadata().getUid()));
            if (found.isEmpty() || isMarked(path, found.get(), clone)) return;
        }
        throw new TryAgain(path + " changed " + TRIES + " times while it was being marked", WHEN_CONTENDED);
    }

    private boolean isMarked(String path, Job job, String clone) {
        var annotations = Marks.of(job, attempt);
        annotations.put(Lineage.TO, clone);
        var metadata = Map.of("resourceVersion", job.getMetadata().getResourceVersion(), "annotations", annotations);
        try {
            api.patch(path, Map.of("metadata", metadata), false);
            return true;
        } catch (ApiFailure e) {
            if (e.isConflict() || e.isNotFound()) return false;
            throw e;
        }
    }
}
