package io.hikeshi.functions.reschedulejob;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.sensor.event.EventId;

/** What ties a clone to the Job it came from. One Job has one clone in one incident, because its name is computed. */
final class Lineage {
    /** On the clone: the name of the Job it came from. */
    static final String FROM = "hikeshi.io/rescheduled-from";
    /** On the Job: the name of its clone, which may be gone by now. */
    static final String TO = "hikeshi.io/rescheduled-to";

    /** A Job's name becomes a label of its pods. */
    private static final int LONGEST_NAME = 63;

    private static final int HASH = 8;

    private static final String OPT = "hikeshi.io/reschedule";

    private Lineage() {}

    /** {@code render-1f2e3d4c}: not more than 63 characters, also with the index that an Indexed Job puts behind it. */
    static String cloneName(Job job, String incident) {
        var meta = job.getMetadata();
        var hash = EventId.hash(incident, meta.getNamespace(), meta.getName(), meta.getUid())
                .substring(0, HASH);
        int room = LONGEST_NAME - 1 - HASH - indexDigits(job);
        var stem = meta.getName().substring(0, Math.min(room, meta.getName().length()));
        return stem.replaceFirst("[.-]+$", "") + "-" + hash;
    }

    private static int indexDigits(Job job) {
        var completions = job.getSpec().getCompletions();
        boolean indexed = "Indexed".equals(job.getSpec().getCompletionMode()) && completions != null;
        return indexed ? 1 + Integer.toString(completions).length() : 0;
    }

    static boolean isClone(Job job) {
        return !Marks.get(job, FROM).isEmpty();
    }

    static boolean isClonedFor(Job job, String incident) {
        return !Marks.get(job, TO).isEmpty() && Marks.get(job, Marks.INCIDENT).equals(incident);
    }

    /** Whether the owner of a Job, a CronJob or a namespace does not want it. */
    static boolean isOptedOut(HasMetadata object) {
        return Marks.isIgnored(object) || "false".equals(label(object));
    }

    /** Whether the Job's author says that it may run again, even what has completed. */
    static boolean isOptedIn(Job job) {
        return "true".equals(label(job));
    }

    private static String label(HasMetadata object) {
        var labels = object.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(OPT, "");
    }
}
