package io.hikeshi.functions.uncordonnode;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.ObjectPatch;
import io.hikeshi.responder.action.Target;
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
        if (!(attempt.request().target() instanceof Target.Node target)) {
            return Result.failed("uncordon-node needs a node, not "
                    + attempt.request().target().path());
        }
        var stub = new NodeBuilder()
                .withNewMetadata()
                .withName(target.name())
                .endMetadata()
                .build();
        return patch.apply(attempt, stub, node -> UncordonPlan.of(attempt, node));
    }
}
