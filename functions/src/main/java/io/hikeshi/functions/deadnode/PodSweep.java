package io.hikeshi.functions.deadnode;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.functions.cluster.Api;
import io.hikeshi.functions.cluster.ApiFailure;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.responder.action.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Goes through the pods that are bound to a dead node, a page at a time and several of a page at once. Before each page it asks
 * whether the node is still the one that died; a node that is gone, too, is left to the garbage collector of pods.
 */
public final class PodSweep {
    private static final int PAGE = 50;
    private static final int AT_ONCE = 8;
    /** The responder waits 30 s for an answer, and a request may hang for ten. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Api api;
    private final Attempt attempt;
    private final Target.Node target;
    private final Confirm needed;
    private final Tally tally = new Tally();
    private final long began = System.nanoTime();

    /** What is done to a pod. Called by several threads. */
    @FunctionalInterface
    public interface Work {
        PodFate on(Pod pod);
    }

    /** @param needed how sure the request must be that the node is dead */
    public PodSweep(Api api, Attempt attempt, Target.Node target, Confirm needed) {
        this.api = api;
        this.attempt = attempt;
        this.target = target;
        this.needed = needed;
    }

    /** What became of each pod; {@link Tally#result} says whether another delivery has work left. */
    public Tally of(Work work) {
        var crew = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var next = "";
            do {
                var veto = veto();
                veto.ifPresent(tally::stop);
                if (veto.isPresent()) return tally;
                var page = api.list("/api/v1/pods", "spec.nodeName=" + target.name(), PAGE, next, PodList.class);
                each(crew, page.getItems(), work);
                next = page.getMetadata().getContinue();
            } while (next != null && !next.isEmpty());
            return tally;
        } finally {
            crew.shutdownNow();
        }
    }

    private Optional<Result> veto() {
        var node = api.find("/api/v1/" + target.path(), Node.class);
        if (node.isPresent()) return Veto.of(attempt, node.get(), needed);
        return Optional.of(Result.skipped(
                "node " + target.name() + " is gone: its boot cannot be checked, and what is left there is garbage"));
    }

    private void each(ExecutorService crew, List<Pod> pods, Work work) {
        var tasks = pods.stream().map(pod -> task(pod, work)).toList();
        try {
            for (var done : crew.invokeAll(tasks)) done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgain("stopped among the pods of node " + target.name(), RETRY);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot go on with the pods of node " + target.name(), e.getCause());
        }
    }

    private Callable<Void> task(Pod pod, Work work) {
        return () -> {
            try {
                if (isLate()) throw new TryAgain("ran out of time", RETRY);
                tally.add(pod, work.on(pod));
            } catch (ApiFailure e) {
                tally.add(pod, PodFate.refused(String.valueOf(e.getMessage())));
            } catch (TryAgain e) {
                tally.retry(e);
            }
            return null;
        };
    }

    private boolean isLate() {
        return System.nanoTime() - began > PATIENCE.toNanos();
    }
}
