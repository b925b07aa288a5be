package io.hikeshi.functions.reschedulejob;

import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Api;
import io.hikeshi.functions.cluster.EffectEvents;
import io.hikeshi.functions.deadnode.DeadNodes;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Target;
import java.time.Clock;
import java.util.Set;

/** {@code reschedule-job}: the Jobs that a dead node made fail run again elsewhere. */
final class RescheduleJob implements Function {
    private final DeadNodes nodes;
    private final EffectEvents events;
    private final Clock clock;

    RescheduleJob(DeadNodes nodes, EffectEvents events, Clock clock) {
        this.nodes = nodes;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reschedule-job";
    }

    @Override
    public Set<String> settings() {
        return Set.of();
    }

    @Override
    public Result act(Attempt attempt) {
        return nodes.act(attempt, (api, target) -> reschedule(api, attempt, target));
    }

    private Result reschedule(Api api, Attempt attempt, Target.Node target) {
        if (!attempt.request().confirm().isAtLeast(Confirm.NODE_DEAD)) {
            return Result.skipped("node " + target.name() + " is not confirmed dead; reschedule-job needs confirm:"
                    + " node-dead in its rule");
        }
        return new Rescheduling(api, attempt, events, clock).of(target);
    }
}
