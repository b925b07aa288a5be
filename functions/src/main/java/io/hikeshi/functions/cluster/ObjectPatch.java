package io.hikeshi.functions.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.responder.action.Outcome.Status;
import io.hikeshi.responder.action.Target;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads the target, lets a plan decide, and writes mark and change in one patch that the server refuses if the object has
 * changed since; then decides anew.
 */
public final class ObjectPatch {
    private static final int TRIES = 8;
    private static final Duration WHEN_CONTENDED = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final EffectEvents events;

    public ObjectPatch(Cluster cluster, EffectEvents events) {
        this.cluster = cluster;
        this.events = events;
    }

    /**
     * @param stub the target as the request alone describes it, for showing without a cluster
     * @param plan decides on the object as it is; called again whenever that has changed meanwhile
     */
    public <T extends HasMetadata> Result apply(Attempt attempt, T stub, Function<T, Plan> plan) {
        var api = cluster.as(attempt);
        if (api.isPresent()) return apply(api.get(), attempt, stub, plan);
        if (attempt.isShow()) return show(attempt, plan.apply(stub), "no cluster was asked");
        return Result.failed("no cluster to act on: hikeshi.kubernetes is false");
    }

    /** As {@link #apply}, for an action on nodes. */
    public Result applyToNode(Attempt attempt, BiFunction<Attempt, Node, Plan> plan) {
        var request = attempt.request();
        if (!(request.target() instanceof Target.Node target)) {
            return Result.failed(
                    request.action() + " needs a node, not " + request.target().path());
        }
        var stub = new NodeBuilder()
                .withNewMetadata()
                .withName(target.name())
                .endMetadata()
                .build();
        return apply(attempt, stub, node -> plan.apply(attempt, node));
    }

    <T extends HasMetadata> Result apply(Api api, Attempt attempt, T stub, Function<T, Plan> plan) {
        @SuppressWarnings("unchecked")
        var type = (Class<T>) stub.getClass();
        var path = "/api/v1/" + attempt.request().target().path();
        try {
            if (attempt.request().target() instanceof Target.Pod pod && isIgnored(api, pod.namespace())) {
                return Result.skipped("namespace " + pod.namespace() + " is labelled hikeshi.io/ignore=true");
            }
            for (int i = 0; i < TRIES; i++) {
                var object = api.get(path, type);
                var planned = plan.apply(object);
                if (planned instanceof Plan.Change change && !isWritten(api, path, object, change, attempt)) continue;
                return finish(api, attempt, object, planned);
            }
        } catch (ApiFailure e) {
            return e.result();
        }
        throw new TryAgain(path + " changed " + TRIES + " times while it was being patched", WHEN_CONTENDED);
    }

    private static boolean isIgnored(Api api, String namespace) {
        return Marks.isIgnored(api.get("/api/v1/namespaces/" + namespace, Namespace.class));
    }

    private static boolean isWritten(Api api, String path, HasMetadata object, Plan.Change change, Attempt attempt) {
        try {
            api.patch(path, change.patch(object.getMetadata().getResourceVersion()), attempt.isShow());
            return true;
        } catch (ApiFailure e) {
            if (e.isConflict()) return false;
            throw e;
        }
    }

    private Result finish(Api api, Attempt attempt, HasMetadata object, Plan planned) {
        if (attempt.isShow()) return show(attempt, planned, "the API server accepted a dry run");
        if (planned instanceof Plan.Later later) throw new TryAgain(later.why(), later.after());
        var result = planned instanceof Plan.Change change
                ? Result.done("patched " + attempt.request().target().path() + ": " + change.describe())
                : ((Plan.Leave) planned).result();
        // A delivery that died between its patch and its Event left this to us.
        if (result.status() == Status.DONE || result.status() == Status.ALREADY_DONE)
            events.write(api, attempt, object);
        return result;
    }

    private static Result show(Attempt attempt, Plan planned, String how) {
        if (planned instanceof Plan.Leave leave) return leave.result();
        if (planned instanceof Plan.Later later) return Result.shown("would come again: " + later.why());
        var change = (Plan.Change) planned;
        return Result.shown(
                "would patch %s: %s (%s)".formatted(attempt.request().target().path(), change.describe(), how));
    }
}
