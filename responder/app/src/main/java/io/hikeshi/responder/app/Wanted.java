package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Target;
import io.hikeshi.responder.rules.Judgement;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Pod;
import org.jspecify.annotations.Nullable;

/**
 * One effect of a judgement, with what it is to act on.
 *
 * @param whyNot why there is nothing to act on; null if there is
 */
record Wanted(ActionRequest request, @Nullable String whyNot) {
    static Wanted of(
            Judgement judgement, Judgement.Effect effect, Incident incident, NodeEvent event, ActionRequest.Mode mode) {
        var pod = event.pod();
        var node = new Target.Node(event.origin().node());
        return switch (effect.action().actsOn()) {
            case NODE -> new Wanted(request(judgement, effect, incident, event, node, mode), null);
            case INCIDENT -> {
                var target = new Target.Incident(incident.id());
                yield new Wanted(request(judgement, effect, incident, event, target, mode), null);
            }
            case POD -> {
                var target = targetOf(pod);
                var whyNot = target == null ? whyNoPod(pod) : null;
                yield new Wanted(
                        request(judgement, effect, incident, event, target == null ? node : target, mode), whyNot);
            }
        };
    }

    private static Target.@Nullable Pod targetOf(@Nullable Pod pod) {
        if (pod == null || pod.namespace() == null || pod.name() == null) return null;
        return new Target.Pod(pod.namespace(), pod.name(), pod.uid());
    }

    private static String whyNoPod(@Nullable Pod pod) {
        if (pod == null) return "the process ran outside any pod";
        return "no API server told the name of the pod with uid " + pod.uid();
    }

    private static ActionRequest request(
            Judgement judgement,
            Judgement.Effect effect,
            Incident incident,
            NodeEvent event,
            Target target,
            ActionRequest.Mode mode) {
        return new ActionRequest(
                incident.id(),
                judgement.rule(),
                effect.action().word(),
                target,
                judgement.round(),
                effect.with(),
                cause(event),
                mode);
    }

    private static Cause cause(NodeEvent event) {
        var pod = event.pod();
        var name = pod == null || !pod.isNamed() ? null : pod.namespace() + "/" + pod.name();
        return new Cause(
                event.id(),
                event.kind().word(),
                event.title(),
                event.fingerprint(),
                event.origin().node(),
                name,
                event.at());
    }
}
