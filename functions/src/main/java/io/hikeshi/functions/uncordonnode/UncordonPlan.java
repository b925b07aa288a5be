package io.hikeshi.functions.uncordonnode;

import io.fabric8.kubernetes.api.model.Node;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Marks;
import io.hikeshi.functions.cluster.NodeFacts;
import io.hikeshi.functions.cluster.Plan;
import io.hikeshi.functions.cordonnode.Hold;
import io.hikeshi.functions.deadnode.OutOfService;
import io.hikeshi.sensor.event.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a node as it is now can be given back: the incident's hold, and with the last hold the cordon; the taint that
 * was set for a boot that is over. A person's cordon stays, and so does another incident's.
 */
final class UncordonPlan {
    /** It never died: there is nothing to wait for. */
    private static final String DISPROVED = Kind.KERNEL_PANIC_DISPROVED.word();

    private static final Duration UNTIL_READY = Duration.ofSeconds(5);

    private final Attempt attempt;
    private final Node node;
    private final String incident;
    private final boolean disproved;
    private final boolean held;
    /** By us, for a boot; whoever lifted the taint since left our note of it. */
    private final boolean tainted;

    private UncordonPlan(Attempt attempt, Node node) {
        this.attempt = attempt;
        this.node = node;
        incident = attempt.request().incident();
        disproved = attempt.request().cause().kind().equals(DISPROVED);
        held = Hold.holders(node).contains(incident);
        tainted = !disproved && !Marks.get(node, OutOfService.BOOT).isEmpty();
    }

    static Plan of(Attempt attempt, Node node) {
        return new UncordonPlan(attempt, node).plan();
    }

    private Plan plan() {
        var name = "node " + node.getMetadata().getName();
        if (Marks.isIgnored(node)) return leave(Result.skipped(name + " is labelled hikeshi.io/ignore=true"));
        if (Marks.isDone(node, attempt)) {
            return leave(Result.alreadyDone(name + " was given back by an earlier delivery"));
        }
        boolean claimed = held || disproved && !Hold.released(node).contains(incident);
        if (!claimed && !tainted) {
            return leave(Result.skipped(name + " is not held by incident " + incident + ": left as it is"));
        }
        if (!disproved && !NodeFacts.isReady(node)) return new Plan.Later(name + " is not Ready yet", UNTIL_READY);
        if (tainted && Marks.get(node, OutOfService.BOOT).equals(NodeFacts.bootId(node))) {
            return new Plan.Later(name + " is out of service, and of the same boot yet", UNTIL_READY);
        }
        return new Plan.Change(spec(), annotations());
    }

    private Map<String, @Nullable Object> spec() {
        var spec = new LinkedHashMap<String, @Nullable Object>();
        boolean last = held && Hold.holders(node).size() == 1;
        if (last && Hold.isOurs(node) && Hold.wasSchedulable(node)) spec.put("unschedulable", null);
        if (tainted && OutOfService.isOn(node)) spec.put("taints", OutOfService.without(node));
        return spec;
    }

    private Map<String, @Nullable String> annotations() {
        var annotations = new LinkedHashMap<String, @Nullable String>(Marks.of(node, attempt));
        if (held) annotations.putAll(holdersAfter());
        if (held || disproved) annotations.put(Hold.RELEASED, releasedAfter());
        if (tainted) {
            annotations.put(OutOfService.BOOT, null);
            annotations.put(OutOfService.BY, null);
        }
        return annotations;
    }

    private Map<String, @Nullable String> holdersAfter() {
        var others = new LinkedHashSet<>(Hold.holders(node));
        others.remove(incident);
        var annotations = new LinkedHashMap<String, @Nullable String>();
        annotations.put(Hold.HOLDERS, others.isEmpty() ? null : String.join(",", others));
        if (!others.isEmpty()) return annotations;
        annotations.put(Hold.PRIOR, null);
        annotations.put(Hold.BOOT, null);
        return annotations;
    }

    /** A request of this incident that comes late must not cordon the node again. */
    private String releasedAfter() {
        Set<String> released = new LinkedHashSet<>(Set.of(incident));
        released.addAll(Marks.set(node, Hold.RELEASED));
        return Marks.newest(released);
    }

    private static Plan leave(Result result) {
        return new Plan.Leave(result);
    }
}
