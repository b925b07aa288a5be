package io.hikeshi.functions.deadnode;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.hikeshi.functions.cluster.Marks;
import java.util.ArrayList;
import java.util.List;

/**
 * The taint {@code node.kubernetes.io/out-of-service}: volumes of a node that is off are detached at once, and its pods leave.
 * See Kubernetes' page on node shutdowns, "Non-graceful node shutdown handling".
 */
public final class OutOfService {
    /** The boot that the taint was set for; without it, somebody else set the taint. */
    public static final String BOOT = "hikeshi.io/tainted-boot";
    /** The incident that it was set for. */
    public static final String BY = "hikeshi.io/tainted-by";

    private static final Taint TAINT = new TaintBuilder()
            .withKey("node.kubernetes.io/out-of-service")
            .withValue("nodeshutdown")
            .withEffect("NoExecute")
            .build();

    private OutOfService() {}

    /** Whether anybody set it. */
    public static boolean isOn(Node node) {
        return taints(node).stream().anyMatch(OutOfService::isIt);
    }

    /** Whether it is there because of us. */
    public static boolean isOurs(Node node) {
        return isOn(node) && !Marks.get(node, BOOT).isEmpty();
    }

    /** The node's taints and this one. */
    public static List<Taint> with(Node node) {
        var taints = new ArrayList<>(taints(node));
        taints.add(TAINT);
        return taints;
    }

    /** The node's taints but this one. */
    public static List<Taint> without(Node node) {
        return taints(node).stream().filter(taint -> !isIt(taint)).toList();
    }

    private static boolean isIt(Taint taint) {
        return TAINT.getKey().equals(taint.getKey());
    }

    private static List<Taint> taints(Node node) {
        return node.getSpec() == null ? List.of() : node.getSpec().getTaints();
    }
}
