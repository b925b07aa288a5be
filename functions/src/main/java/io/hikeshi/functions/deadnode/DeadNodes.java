package io.hikeshi.functions.deadnode;

import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.Api;
import io.hikeshi.functions.cluster.ApiFailure;
import io.hikeshi.functions.cluster.Cluster;
import io.hikeshi.functions.cluster.EffectEvents;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import java.time.Clock;

/** What every function against a dead node begins and ends with. */
public final class DeadNodes {
    private final Cluster cluster;
    private final EffectEvents events;
    private final Clock clock;

    /** What is done to one node. */
    @FunctionalInterface
    public interface Step {
        Result on(Api api, Target.Node node);
    }

    public DeadNodes(Cluster cluster, EffectEvents events, Clock clock) {
        this.cluster = cluster;
        this.events = events;
        this.clock = clock;
    }

    /** Takes the step where there is a cluster, and leaves an Event on the node if anything was changed. */
    public Result act(Attempt attempt, Step step) {
        var request = attempt.request();
        if (!(request.target() instanceof Target.Node target)) {
            return Result.failed(
                    request.action() + " needs a node, not " + request.target().path());
        }
        var problem = TerminationNotes.problem(attempt);
        if (problem.isPresent()) return Result.failed(problem.get());
        var api = cluster.as(attempt);
        if (api.isPresent()) return act(api.get(), attempt, target, step);
        if (!attempt.isShow()) return Result.failed("no cluster to act on: hikeshi.kubernetes is false");
        return Result.shown("would do " + request.action() + " on " + target.path() + " (no cluster was asked)");
    }

    /** Fails pods for this attempt. */
    public PodFailing failing(Api api, Attempt attempt) {
        return new PodFailing(api, attempt, events, clock);
    }

    private Result act(Api api, Attempt attempt, Target.Node target, Step step) {
        try {
            var result = step.on(api, target);
            boolean changed = result.status() == Status.DONE || result.status() == Status.ALREADY_DONE;
            if (changed) events.write(api, attempt, EffectEvents.node(target.name()));
            return result;
        } catch (ApiFailure e) {
            return e.result();
        }
    }
}
