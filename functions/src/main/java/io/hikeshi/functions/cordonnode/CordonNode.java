package io.hikeshi.functions.cordonnode;

import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.ObjectPatch;
import jakarta.inject.Singleton;
import java.util.Set;

/** {@code cordon-node}: no new pods on this node until a person, or the end of every incident that holds it, says so. */
@Singleton
final class CordonNode implements Function {
    private final ObjectPatch patch;

    CordonNode(ObjectPatch patch) {
        this.patch = patch;
    }

    @Override
    public String name() {
        return "cordon-node";
    }

    @Override
    public Set<String> settings() {
        return Set.of(CordonPlan.CONTROL_PLANE);
    }

    @Override
    public Result act(Attempt attempt) {
        return patch.applyToNode(attempt, CordonPlan::of);
    }
}
