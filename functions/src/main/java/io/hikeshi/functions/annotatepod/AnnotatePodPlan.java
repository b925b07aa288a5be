package io.hikeshi.functions.annotatepod;

import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.responder.action.Target;
import java.util.Map;

/** Decides what to write on a pod as it is now. */
final class AnnotatePodPlan {
    /** The uid that the kubelet, and so the cgroup, knows a static pod by; its mirror in the API server has another. */
    private static final String STATIC_UID = "kubernetes.io/config.mirror";

    private static final String LAST_CRASH = "hikeshi.io/last-crash";
    /** Not the crashes: a rule acts once for many. */
    private static final String ACTION_COUNT = "hikeshi.io/action-count";

    private AnnotatePodPlan() {}

    static Plan of(Attempt attempt, Target.Pod target, Pod pod) {
        var name = "pod " + target.namespace() + "/" + target.name();
        if (!isSame(target, pod)) return skip(name + " of uid " + target.uid() + " is gone; a new pod has its name");
        if (Marks.isIgnored(pod)) return skip(name + " is labelled hikeshi.io/ignore=true");
        if (Marks.isDone(pod, attempt)) {
            return new Plan.Leave(Result.alreadyDone(name + " was annotated by an earlier delivery"));
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) return skip(name + " is being deleted");
        if (hasSucceeded(pod)) return skip(name + " has finished, and well");
        var annotations = Marks.of(pod, attempt);
        annotations.put(LAST_CRASH, attempt.request().cause().at().toString());
        annotations.put(ACTION_COUNT, Integer.toString(actions(pod) + 1));
        return new Plan.Change(Map.of(), annotations);
    }

    private static Plan skip(String why) {
        return new Plan.Leave(Result.skipped(why));
    }

    private static boolean isSame(Target.Pod target, Pod pod) {
        return target.uid().equals(pod.getMetadata().getUid()) || target.uid().equals(Marks.get(pod, STATIC_UID));
    }

    private static boolean hasSucceeded(Pod pod) {
        return pod.getStatus() != null && "Succeeded".equals(pod.getStatus().getPhase());
    }

    /** Anyone who may annotate the pod may have written anything there. */
    private static int actions(Pod pod) {
        var count = Marks.get(pod, ACTION_COUNT);
        return count.matches("[0-9]{1,9}") ? Integer.parseInt(count) : 0;
    }
}
