package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Target;
import io.hikeshi.responder.rules.Judgement;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Pod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One effect of a judgement, with what it is to act on.
 *
 * @param whyNot why there is nothing to act on; null if there is
 */
record Wanted(ActionRequest request, @Nullable String whyNot) {
    /** @param now when it was judged: a step that must be confirmed is given its time from then */
    static Wanted of(
            Judgement judgement,
            Judgement.Effect effect,
            Incident incident,
            NodeEvent event,
            ActionRequest.Mode mode,
            Instant now) {
        var target = targetOf(effect, incident, event);
        var otherwise = new Target.Node(event.origin().node());
        var request = new ActionRequest(
                incident.id(),
                judgement.rule(),
                effect.action().word(),
                target == null ? otherwise : target,
                judgement.round(),
                effect.with(),
                cause(event, incident),
                mode,
                effect.confirm(),
                effect.confirm() == Confirm.NONE ? null : now.plus(effect.within()));
        return new Wanted(request, target == null ? whyNoPod(event.pod()) : null);
    }

    private static @Nullable Target targetOf(Judgement.Effect effect, Incident incident, NodeEvent event) {
        return switch (effect.action().actsOn()) {
            case NODE -> new Target.Node(event.origin().node());
            case INCIDENT -> new Target.Incident(incident.id());
            case POD -> podOf(event.pod());
        };
    }

    private static Target.@Nullable Pod podOf(@Nullable Pod pod) {
        if (pod == null || pod.namespace() == null || pod.name() == null) return null;
        return new Target.Pod(pod.namespace(), pod.name(), pod.uid());
    }

    private static String whyNoPod(@Nullable Pod pod) {
        if (pod == null) return "it happened outside any pod";
        return "no API server told the name of the pod with uid " + pod.uid();
    }

    private static Cause cause(NodeEvent event, Incident incident) {
        var pod = event.pod();
        var name = pod == null || !pod.isNamed() ? null : pod.namespace() + "/" + pod.name();
        return new Cause(
                event.id(),
                event.kind().word(),
                event.title(),
                event.fingerprint(),
                event.origin().node(),
                name,
                event.at(),
                incident.diedBoot(),
                CallTrace.of(event));
    }
}
