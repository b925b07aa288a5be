package io.hikeshi.functions.deadnode;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.functions.cluster.Api;
import io.hikeshi.functions.cluster.ApiFailure;
import io.hikeshi.functions.cluster.EffectEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Fails one pod after another of a dead node, whoever else changes them meanwhile. Made for one attempt. Thread-safe. */
public final class PodFailing implements PodSweep.Work {
    private static final int TRIES = 8;
    private static final Duration WHEN_CONTENDED = Duration.ofSeconds(1);
    /** The node's Event and every pod's status say the same: no flood of Events helps. */
    private static final int MOST_EVENTS = 50;

    private final Api api;
    private final Attempt attempt;
    private final EffectEvents events;
    private final Clock clock;
    private final Spared.Surroundings around;
    private final AtomicInteger written = new AtomicInteger();

    public PodFailing(Api api, Attempt attempt, EffectEvents events, Clock clock) {
        this.api = api;
        this.attempt = attempt;
        this.events = events;
        this.clock = clock;
        around = new ClusterSurroundings(api);
    }

    @Override
    public PodFate on(Pod listed) {
        var pod = listed;
        for (int i = 0; i < TRIES; i++) {
            var spared = Spared.of(pod, attempt.request().confirm(), around);
            if (spared.isPresent()) return left(pod, spared.get());
            if (isPatched(pod)) return changed(pod);
            var found = api.find(path(pod), Pod.class).filter(now -> isSame(now, listed));
            if (found.isEmpty()) return PodFate.spared("is gone");
            if (isNodeBack()) return PodFate.spared("changed, and its node is not the one that died any more");
            pod = found.get();
        }
        throw new TryAgain(path(pod) + " changed " + TRIES + " times while it was being failed", WHEN_CONTENDED);
    }

    public static String path(Pod pod) {
        return "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                + pod.getMetadata().getName();
    }

    private PodFate left(Pod pod, Spared why) {
        boolean ours = why == Spared.FINISHED && FailedStatus.isSetBy(attempt, pod);
        return ours ? PodFate.already() : PodFate.spared(why.words());
    }

    /** Not if it changed since it was read, or is gone. */
    private boolean isPatched(Pod pod) {
        try {
            api.patchStatus(path(pod), FailedStatus.patch(attempt, pod, clock.instant()), attempt.isShow());
            return true;
        } catch (ApiFailure e) {
            if (e.isConflict() || e.isNotFound()) return false;
            throw e;
        }
    }

    /** What changed the pod may be the kubelet of the node's next boot, which has started it again. */
    private boolean isNodeBack() {
        var request = attempt.request();
        return api.find("/api/v1/" + request.target().path(), Node.class)
                .filter(node -> Veto.of(attempt, node, request.confirm()).isEmpty())
                .isEmpty();
    }

    private PodFate changed(Pod pod) {
        if (!attempt.isShow() && written.getAndIncrement() < MOST_EVENTS) events.writeEach(api, attempt, pod);
        return PodFate.done();
    }

    private static boolean isSame(Pod now, Pod listed) {
        return now.getMetadata().getUid().equals(listed.getMetadata().getUid());
    }
}
