package io.hikeshi.functions.taintnode;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.functions.cluster.NodeFacts;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.functions.deadnode.OutOfService;
import io.hikeshi.functions.deadnode.Veto;
import io.hikeshi.responder.action.Confirm;
import java.time.Duration;
import java.util.Map;

/** Decides whether a node as it is now may be declared out of service. */
final class TaintPlan {
    /** Kubernetes takes a silent node for one that is not Ready after 40 s or 50 s. */
    private static final Duration UNTIL_NOT_READY = Duration.ofSeconds(5);

    private TaintPlan() {}

    static Plan of(Attempt attempt, Node node) {
        var name = "node " + node.getMetadata().getName();
        if (Marks.isDone(node, attempt)) {
            return leave(Result.alreadyDone(name + " was tainted by an earlier delivery"
                    + (OutOfService.isOn(node) ? "" : ", and the taint lifted since: left alone")));
        }
        var veto = Veto.of(attempt, node, Confirm.FENCED);
        if (veto.isPresent()) return leave(veto.get());
        if (OutOfService.isOurs(node)) return leave(Result.alreadyDone(name + " is out of service already"));
        if (OutOfService.isOn(node)) {
            return leave(Result.skipped(name + " is out of service already, and not by Hikeshi: left to its owner"));
        }
        if (NodeFacts.isReady(node)) return new Plan.Later(name + " is Ready yet", UNTIL_NOT_READY);
        return taint(attempt, node);
    }

    private static Plan taint(Attempt attempt, Node node) {
        var annotations = Marks.of(node, attempt);
        annotations.put(OutOfService.BOOT, NodeFacts.bootId(node));
        annotations.put(OutOfService.BY, attempt.request().incident());
        return new Plan.Change(Map.of("taints", OutOfService.with(node)), annotations);
    }

    private static Plan leave(Result result) {
        return new Plan.Leave(result);
    }
}
