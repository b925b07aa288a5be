package io.hikeshi.functions.annotatenode;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.functions.cluster.ObjectPatch;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.responder.action.Target;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/** {@code annotate-node}: whoever looks at the node sees which incident it is part of. */
@Singleton
final class AnnotateNode implements Function {
    private static final String LAST_CRASH = "hikeshi.io/last-crash";

    private final ObjectPatch patch;

    AnnotateNode(ObjectPatch patch) {
        this.patch = patch;
    }

    @Override
    public String name() {
        return "annotate-node";
    }

    @Override
    public Set<String> settings() {
        return Set.of();
    }

    @Override
    public Result act(Attempt attempt) {
        if (!(attempt.request().target() instanceof Target.Node target)) {
            return Result.failed("annotate-node needs a node, not "
                    + attempt.request().target().path());
        }
        var stub = new NodeBuilder()
                .withNewMetadata()
                .withName(target.name())
                .endMetadata()
                .build();
        return patch.apply(attempt, stub, node -> plan(attempt, node));
    }

    static Plan plan(Attempt attempt, Node node) {
        var name = "node " + node.getMetadata().getName();
        if (Marks.isIgnored(node)) return new Plan.Leave(Result.skipped(name + " is labelled hikeshi.io/ignore=true"));
        if (Marks.isDone(node, attempt)) {
            return new Plan.Leave(Result.alreadyDone(name + " was annotated by an earlier delivery"));
        }
        var annotations = Marks.of(node, attempt);
        annotations.put(LAST_CRASH, attempt.request().cause().at().toString());
        return new Plan.Change(Map.of(), annotations);
    }
}
