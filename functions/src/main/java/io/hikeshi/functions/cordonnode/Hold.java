package io.hikeshi.functions.cordonnode;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.functions.cluster.NodeFacts;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which incidents hold a node. Its annotations say who, so that two incidents need two releases; the API server's managed
 * fields say who set {@code unschedulable}, so that a person's word is not taken for ours.
 */
public final class Hold {
    /** The incidents that hold the node. */
    public static final String HOLDERS = "hikeshi.io/cordoned-by";
    /** Incidents whose claim an uncordon ended, newest first; a new hold takes their names out of the holders. */
    public static final String RELEASED = "hikeshi.io/cordon-released";
    /** What the node was before the first incident held it, for whoever releases the last. */
    public static final String PRIOR = "hikeshi.io/cordon-prior";
    /** The boot that was running when the node was cordoned. */
    public static final String BOOT = "hikeshi.io/boot-id";

    static final String SCHEDULABLE = "schedulable";

    private Hold() {}

    public static Set<String> holders(Node node) {
        return Marks.set(node, HOLDERS);
    }

    /** An uncordon since the last hold ended every claim there was. */
    public static Set<String> released(Node node) {
        var released = new LinkedHashSet<String>();
        if (!NodeFacts.isCordoned(node)) released.addAll(holders(node));
        released.addAll(Marks.set(node, RELEASED));
        return released;
    }

    /**
     * Whether it was cordoned for the sake of its holders. Uncordoned and cordoned again by a person, a node still has our
     * annotations, but the field has another manager. A node whose fields the API server does not track has none at all: then
     * the annotations decide.
     */
    public static boolean isOurs(Node node) {
        if (!NodeFacts.isCordoned(node) || holders(node).isEmpty()) return false;
        var managers = node.getMetadata().getManagedFields().stream()
                .filter(Hold::holdsUnschedulable)
                .map(ManagedFieldsEntry::getManager)
                .toList();
        return managers.isEmpty() || managers.contains("hikeshi");
    }

    /** Whether it took pods before the first of its holders came. */
    public static boolean wasSchedulable(Node node) {
        return Marks.get(node, PRIOR).equals(SCHEDULABLE);
    }

    private static boolean holdsUnschedulable(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:unschedulable");
    }
}
