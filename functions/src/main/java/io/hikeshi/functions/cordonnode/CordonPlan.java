package io.hikeshi.functions.cordonnode;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.functions.cluster.NodeFacts;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.sensor.event.Kind;
import java.util.Map;
import java.util.Set;

/** Decides whether an incident may hold a node as it is now. */
final class CordonPlan {
    /** Lets a rule cordon a control-plane node, too. */
    static final String CONTROL_PLANE = "control_plane";

    private static final Map<String, ?> UNSCHEDULABLE = Map.of("unschedulable", true);
    /** What a reboot cures; a rule that holds a node for what was read after the reboot means it. */
    private static final Set<String> CURED_BY_A_REBOOT =
            Set.of(Kind.KERNEL_PANICKED.word(), Kind.KERNEL_PANIC_REPORTED.word(), Kind.NODE_LOST.word());

    private CordonPlan() {}

    static Plan of(Attempt attempt, Node node) {
        var name = "node " + node.getMetadata().getName();
        if (Marks.isIgnored(node)) return skip(name + " is labelled hikeshi.io/ignore=true");
        if (Marks.isDone(node, attempt)) {
            return new Plan.Leave(Result.alreadyDone(name + " was cordoned by an earlier delivery"
                    + (NodeFacts.isCordoned(node) ? "" : ", and uncordoned since: left alone")));
        }
        if (NodeFacts.isControlPlane(node) && !attempt.isOn(CONTROL_PLANE)) {
            return skip(name + " is of the control plane; the rule may say with: {control_plane: \"true\"}");
        }
        if (isReleased(attempt, node)) {
            return skip(name + " was uncordoned while incident "
                    + attempt.request().incident() + " held it: left to whoever did it");
        }
        if (isCured(attempt, node)) return skip(name + " rebooted before it could be cordoned");
        return NodeFacts.isCordoned(node) ? join(attempt, node, name) : cordon(attempt, node);
    }

    /** A request that waited for its budget must not hold a node that nobody will give back. */
    private static boolean isCured(Attempt attempt, Node node) {
        var cause = attempt.request().cause();
        var boot = NodeFacts.bootId(node);
        return CURED_BY_A_REBOOT.contains(cause.kind())
                && cause.bootId() != null
                && !boot.isEmpty()
                && !boot.equals(cause.bootId());
    }

    private static Plan join(Attempt attempt, Node node, String name) {
        var incident = attempt.request().incident();
        var holders = Hold.holders(node);
        if (!Hold.isOurs(node)) return skip(name + " is cordoned already, and not by Hikeshi: left to its owner");
        if (holders.contains(incident)) {
            return new Plan.Leave(Result.alreadyDone(name + " is held by incident " + incident + " already"));
        }
        return new Plan.Change(UNSCHEDULABLE, marks(attempt, node, String.join(",", holders) + "," + incident));
    }

    private static Plan cordon(Attempt attempt, Node node) {
        var annotations = marks(attempt, node, attempt.request().incident());
        var released = Hold.released(node);
        if (!released.isEmpty()) annotations.put(Hold.RELEASED, Marks.newest(released));
        return new Plan.Change(UNSCHEDULABLE, annotations);
    }

    private static boolean isReleased(Attempt attempt, Node node) {
        return Hold.released(node).contains(attempt.request().incident());
    }

    private static Map<String, String> marks(Attempt attempt, Node node, String holders) {
        var annotations = Marks.of(node, attempt);
        annotations.put(Hold.HOLDERS, holders);
        annotations.put(Hold.PRIOR, Hold.SCHEDULABLE);
        var boot = NodeFacts.bootId(node);
        if (!boot.isEmpty()) annotations.put(Hold.BOOT, boot);
        return annotations;
    }

    private static Plan skip(String why) {
        return new Plan.Leave(Result.skipped(why));
    }
}
