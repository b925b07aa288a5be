package io.hikeshi.functions.taintnode;

import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.ObjectPatch;
import io.hikeshi.functions.deadnode.Veto;
import jakarta.inject.Singleton;
import java.util.Set;

/** {@code taint-node}: volumes leave a node that is off, and StatefulSets move, without waiting for its kubelet. */
@Singleton
final class TaintNode implements Function {
    private final ObjectPatch patch;

    TaintNode(ObjectPatch patch) {
        this.patch = patch;
    }

    @Override
    public String name() {
        return "taint-node";
    }

    @Override
    public Set<String> settings() {
        return Set.of(Veto.CONTROL_PLANE);
    }

    @Override
    public Result act(Attempt attempt) {
        return patch.applyToNode(attempt, TaintPlan::of);
    }
}
