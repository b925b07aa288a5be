package io.hikeshi.functions.deletenode;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.functions.cluster.Api;
import io.hikeshi.functions.cluster.ApiFailure;
import io.hikeshi.functions.cluster.NodeFacts;
import io.hikeshi.functions.deadnode.DeadNodes;
import io.hikeshi.functions.deadnode.PodSweep;
import io.hikeshi.functions.deadnode.Spared;
import io.hikeshi.functions.deadnode.TerminationNotes;
import io.hikeshi.functions.deadnode.Veto;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Target;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * {@code delete-node}: for clusters without a cloud controller that does it. The garbage collector of pods follows, so the pods'
 * statuses go first, and a pod whose owner opted out keeps the node.
 */
@Singleton
final class DeleteNode implements Function {
    private static final Duration UNTIL_NOT_READY = Duration.ofSeconds(5);

    private final DeadNodes nodes;

    DeleteNode(DeadNodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public String name() {
        return "delete-node";
    }

    @Override
    public Set<String> settings() {
        return Set.of(Veto.CONTROL_PLANE, TerminationNotes.NAMES);
    }

    @Override
    public Result act(Attempt attempt) {
        return nodes.act(attempt, (api, target) -> {
            var swept = new PodSweep(api, attempt, target, Confirm.FENCED).of(nodes.failing(api, attempt));
            var pods = swept.result(attempt, "failed", "fail");
            if (!swept.isWhole()) return pods;
            if (swept.hasLeft(Spared.OPTED_OUT)) {
                return Result.skipped(
                        "kept node " + target.name() + " for pods whose owners opted out; " + pods.detail());
            }
            return delete(api, attempt, target, pods.detail());
        });
    }

    private static Result delete(Api api, Attempt attempt, Target.Node target, String pods) {
        var path = "/api/v1/" + target.path();
        var node = api.get(path, Node.class);
        var veto = Veto.of(attempt, node, Confirm.FENCED);
        if (veto.isPresent()) return veto.get();
        if (NodeFacts.isReady(node)) return whenNotReady(attempt, "node " + target.name() + " is Ready yet; " + pods);
        var seen = node.getMetadata();
        try {
            api.delete(
                    path, Map.of("uid", seen.getUid(), "resourceVersion", seen.getResourceVersion()), attempt.isShow());
        } catch (ApiFailure e) {
            if (e.isConflict())
                throw new TryAgain("node " + target.name() + " changed meanwhile", Duration.ofSeconds(1));
            throw e;
        }
        if (attempt.isShow()) return Result.shown("would delete node " + target.name() + "; " + pods);
        return Result.done("deleted node " + target.name() + "; " + pods);
    }

    private static Result whenNotReady(Attempt attempt, String why) {
        if (attempt.isShow()) return Result.shown("would come again: " + why);
        throw new TryAgain(why, UNTIL_NOT_READY);
    }
}
