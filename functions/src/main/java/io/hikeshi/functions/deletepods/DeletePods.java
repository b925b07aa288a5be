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
        if (!failed.isChanged()) return failed;
        try {
            api.delete(PodFailing.path(pod), Map.of("uid", pod.getMetadata().getUid()), attempt.isShow());
            return PodFate.done();
        } catch (ApiFailure e) {
            if (e.isConflict() || e.isNotFound()) return PodFate.already();
            throw e;
        }
    }
}
