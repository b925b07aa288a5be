package io.hikeshi.functions.uncordonnode;

import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.ObjectPatch;
import jakarta.inject.Singleton;
import java.util.Set;

/** {@code uncordon-node}: a node that is back, or was never dead, takes pods again. */
@Singleton
final class UncordonNode implements Function {
    private final ObjectPatch patch;

    UncordonNode(ObjectPatch patch) {
        this.patch = patch;
    }

    @Override
    public String name() {
        return "uncordon-node";
    }

    @Override
    public Set<String> settings() {
        return Set.of();
    }

    @Override
    public Result act(Attempt attempt) {
        return patch.applyToNode(attempt, UncordonPlan::of);
    }
}
