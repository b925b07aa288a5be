package io.hikeshi.functions.deadnode;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.functions.cluster.NodeFacts;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.sensor.event.Text;
import java.util.Optional;

/** Why a dead node must be left alone after all. The responder asked the same; the node may have come back since. */
public final class Veto {
    /** Lets a rule touch a control-plane node, too. */
    public static final String CONTROL_PLANE = "control_plane";

    private Veto() {}

    /**
     * @param needed how sure the request must be that the node is dead
     * @return empty if nothing speaks against it
     */
    public static Optional<Result> of(Attempt attempt, Node node, Confirm needed) {
        return why(attempt, node, needed)
                .map(why -> Result.skipped("node " + node.getMetadata().getName() + " " + why));
    }

    private static Optional<String> why(Attempt attempt, Node node, Confirm needed) {
        var confirm = attempt.request().confirm();
        if (!confirm.isAtLeast(needed)) {
            return Optional.of("is confirmed %s only; %s needs confirm: %s in its rule"
                    .formatted(confirm.word(), attempt.request().action(), needed.word()));
        }
        if (Marks.isIgnored(node)) return Optional.of("is labelled hikeshi.io/ignore=true");
        if (NodeFacts.isControlPlane(node) && !attempt.isOn(CONTROL_PLANE)) {
            return Optional.of("is of the control plane; the rule may say with: {control_plane: \"true\"}");
        }
        return otherBoot(attempt, NodeFacts.bootId(node));
    }

    private static Optional<String> otherBoot(Attempt attempt, String boot) {
        var dead = attempt.request().cause().bootId();
        if (dead == null) return Optional.of("may have rebooted: which boot of it died is not known");
        if (dead.equals(boot)) return Optional.empty();
        return Optional.of("rebooted: its boot is " + Text.quoted(boot) + ", and " + Text.quoted(dead) + " died");
    }
}
