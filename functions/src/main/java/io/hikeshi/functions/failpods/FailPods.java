package io.hikeshi.functions.failpods;

import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.deadnode.DeadNodes;
import io.hikeshi.functions.deadnode.PodSweep;
import io.hikeshi.functions.deadnode.TerminationNotes;
import io.hikeshi.functions.deadnode.Veto;
import io.hikeshi.responder.action.Confirm;
import jakarta.inject.Singleton;
import java.util.Set;

/** {@code fail-pods}: whoever waits for a pod of a dead node learns at once that it failed, and of what. */
@Singleton
final class FailPods implements Function {
    private final DeadNodes nodes;

    FailPods(DeadNodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public String name() {
        return "fail-pods";
    }

    @Override
    public Set<String> settings() {
        return Set.of(Veto.CONTROL_PLANE, TerminationNotes.NAMES);
    }

    @Override
    public Result act(Attempt attempt) {
        return nodes.act(
                attempt,
                (api, target) -> new PodSweep(api, attempt, target, Confirm.NODE_DEAD)
                        .of(nodes.failing(api, attempt))
                        .result(attempt, "failed", "fail"));
    }
}
