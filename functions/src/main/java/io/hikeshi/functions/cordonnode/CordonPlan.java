package io.hikeshi.functions.cordonnode;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.functions.cluster.Plan;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether an incident may hold a node as it is now. The node's annotations say who holds it, so that two incidents need
 * two releases; the API server's managed fields say who set {@code unschedulable}, so that a person's word is not taken for ours.
 */
final class CordonPlan {
    /** Lets a rule cordon a control-plane node, too. */
    static final String CONTROL_PLANE = "control_plane";

    private static final String HOLDERS = "hikeshi.io/cordoned-by";
    /** Incidents whose claim an uncordon ended, newest first; a new hold takes their names out of the holders. */
    private static final String RELEASED = "hikeshi.io/cordon-released";
    /** What the node was before the first incident held it, for whoever releases the last. */
    private static final String PRIOR = "hikeshi.io/cordon-prior";

    private static final Set<String> CONTROL_PLANE_LABELS =
            Set.of("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master");

    private static final Map<String, ?> UNSCHEDULABLE = Map.of("unschedulable", true);

    private CordonPlan() {}

    static Plan of(Attempt attempt, Node node) {
        var name = "node " + node.getMetadata().getName();
        if (Marks.isIgnored(node)) return skip(name + " is labelled hikeshi.io/ignore=true");
        if (Marks.isDone(node, attempt)) {
            return new Plan.Leave(Result.alreadyDone(name + " was cordoned by an earlier delivery"
                    + (isCordoned(node) ? "" : ", and uncordoned since: left alone")));
        }
        if (isControlPlane(node) && !attempt.isOn(CONTROL_PLANE)) {
            return skip(name + " is of the control plane; the rule may say with: {control_plane: \"true\"}");
        }
        if (isReleased(attempt, node)) {
            return skip(name + " was uncordoned while incident "
                    + attempt.request().incident() + " held it: left to whoever did it");
        }
        return isCordoned(node) ? join(attempt, node, name) : cordon(attempt, node);
    }

    private static Plan join(Attempt attempt, Node node, String name) {
        var incident = attempt.request().incident();
        var holders = Marks.set(node, HOLDERS);
        if (holders.isEmpty() || !isOurs(node)) {
            return skip(name + " is cordoned already, and not by Hikeshi: left to its owner");
        }
        if (holders.contains(incident)) {
            return new Plan.Leave(Result.alreadyDone(name + " is held by incident " + incident + " already"));
        }
        return new Plan.Change(UNSCHEDULABLE, marks(attempt, node, String.join(",", holders) + "," + incident));
    }

    private static Plan cordon(Attempt attempt, Node node) {
        var annotations = marks(attempt, node, attempt.request().incident());
        var released = released(node);
        if (!released.isEmpty()) annotations.put(RELEASED, Marks.newest(released));
        return new Plan.Change(UNSCHEDULABLE, annotations);
    }

    private static boolean isReleased(Attempt attempt, Node node) {
        return released(node).contains(attempt.request().incident());
    }

    /** An uncordon since the last hold ended every claim there was. */
    private static Set<String> released(Node node) {
        var released = new LinkedHashSet<String>();
        if (!isCordoned(node)) released.addAll(Marks.set(node, HOLDERS));
        released.addAll(Marks.set(node, RELEASED));
        return released;
    }

    private static Map<String, String> marks(Attempt attempt, Node node, String holders) {
        var annotations = Marks.of(node, attempt);
        annotations.put(HOLDERS, holders);
        annotations.put(PRIOR, "schedulable");
        return annotations;
    }

    private static Plan skip(String why) {
        return new Plan.Leave(Result.skipped(why));
    }

    private static boolean isCordoned(Node node) {
        return node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }

    private static boolean isControlPlane(Node node) {
        var labels = node.getMetadata().getLabels();
        return labels != null && CONTROL_PLANE_LABELS.stream().anyMatch(labels::containsKey);
    }

    /**
     * Uncordoned and cordoned again by a person, a node still has our annotations, but the field has another manager. A node
     * whose fields the API server does not track has none at all: then the annotations decide.
     */
    private static boolean isOurs(Node node) {
        var managers = node.getMetadata().getManagedFields().stream()
                .filter(CordonPlan::holdsUnschedulable)
                .map(ManagedFieldsEntry::getManager)
                .toList();
        return managers.isEmpty() || managers.contains("hikeshi");
    }

    private static boolean holdsUnschedulable(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:unschedulable");
    }
}
