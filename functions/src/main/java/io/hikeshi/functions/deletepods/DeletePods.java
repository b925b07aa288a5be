package io.hikeshi.functions.deletepods;

import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Api;
import io.hikeshi.functions.cluster.ApiFailure;
import io.hikeshi.functions.deadnode.DeadNodes;
import io.hikeshi.functions.deadnode.PodFailing;
import io.hikeshi.functions.deadnode.PodFate;
import io.hikeshi.functions.deadnode.PodSweep;
import io.hikeshi.functions.deadnode.TerminationNotes;
import io.hikeshi.functions.deadnode.Veto;
import io.hikeshi.responder.action.Confirm;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/**
 * {@code delete-pods}: what waits for the pods of a fenced node to go, such as a StatefulSet or a volume, need not wait for its
 * kubelet. The status goes before the deletion, or a Job would count it against its backoffLimit.
 */
@Singleton
final class DeletePods implements Function {
    private final DeadNodes nodes;

    DeletePods(DeadNodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public String name() {
        return "delete-pods";
    }

    @Override
    public Set<String> settings() {
        return Set.of(Veto.CONTROL_PLANE, TerminationNotes.NAMES);
    }

    @Override
    public Result act(Attempt attempt) {
        return nodes.act(attempt, (api, target) -> {
            var failing = nodes.failing(api, attempt);
            return new PodSweep(api, attempt, target, Confirm.FENCED)
                    .of(pod -> delete(api, attempt, failing, pod))
                    .result(attempt, "deleted", "delete");
        });
    }

    private static PodFate delete(Api api, Attempt attempt, PodFailing failing, Pod pod) {
        var failed = failing.on(pod);
        if (!failed.isChanged() || failed.kind() == PodFate.Kind.ALREADY && isGoing(pod)) return failed;
        try {
            api.delete(PodFailing.path(pod), Map.of("uid", pod.getMetadata().getUid()), attempt.isShow());
        } catch (ApiFailure e) {
            // Its owner may delete what has failed as soon as it sees it.
            if (!e.isConflict() && !e.isNotFound()) throw e;
        }
        return PodFate.done();
    }

    /** Deleted before, and only a finalizer keeps it. */
    private static boolean isGoing(Pod pod) {
        var grace = pod.getMetadata().getDeletionGracePeriodSeconds();
        return grace != null && grace == 0;
    }
}
