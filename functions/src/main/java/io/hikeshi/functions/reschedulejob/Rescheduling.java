package io.hikeshi.functions.reschedulejob;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.TryAgain;
import io.hikeshi.functions.cluster.Api;
import io.hikeshi.functions.cluster.ApiFailure;
import io.hikeshi.functions.cluster.EffectEvents;
import io.hikeshi.functions.cluster.NodeFacts;
import io.hikeshi.functions.deadnode.ClusterSurroundings;
import io.hikeshi.functions.deadnode.Spared;
import io.hikeshi.responder.action.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Goes through the Jobs of one dead node. Made for one attempt. */
final class Rescheduling {
    /** fail-pods and the Job controller take seconds; a pod that nobody fails must not keep the request for ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** The responder waits 30 s for an answer, and a request may hang for ten. */
    private static final Duration AT_A_TIME = Duration.ofSeconds(15);

    private final Api api;
    private final Attempt attempt;
    private final Clock clock;
    private final Cloning cloning;
    private final Report report;
    private final Instant began;

    Rescheduling(Api api, Attempt attempt, EffectEvents events, Clock clock) {
        this.api = api;
        this.attempt = attempt;
        this.clock = clock;
        cloning = new Cloning(api, attempt, events);
        report = new Report(attempt);
        began = clock.instant();
    }

    /** @throws io.hikeshi.functions.TryAgain while it is not known of some Job whether it fails; the others are done by then */
    Result of(Target.Node target) {
        var judge = judge(target);
        for (LostPods lost : LostPods.on(api, attempt, target.name())) {
            report.add(lost, isLate() ? JobFate.of(JobFate.Kind.LATER, "for lack of time") : fate(judge, lost));
        }
        return report.result(isWorthWaiting());
    }

    private JobJudge judge(Target.Node target) {
        var dead = attempt.request().cause().bootId();
        boolean isBack = api.find("/api/v1/" + target.path(), Node.class)
                .map(NodeFacts::bootId)
                .filter(boot -> dead != null && !dead.equals(boot))
                .isPresent();
        var around = new ClusterSurroundings(api);
        return new JobJudge(
                attempt, isBack, pod -> Spared.of(pod, attempt.request().confirm(), around));
    }

    private JobFate fate(JobJudge judge, LostPods lost) {
        try {
            var job = job(lost);
            if (job.isEmpty()) return JobFate.leave("is gone");
            var fate = judge.of(job.get(), lost.pods());
            return fate.kind() == JobFate.Kind.CLONE ? cloning.of(job.get()) : fate;
        } catch (ApiFailure e) {
            return JobFate.of(JobFate.Kind.REFUSED, "because: " + e.getMessage());
        } catch (TryAgain e) {
            // A namespace whose quota is spent must not keep the Jobs of others from being cloned.
            return JobFate.of(JobFate.Kind.LATER, "because: " + e.getMessage());
        }
    }

    private Optional<Job> job(LostPods lost) {
        return api.find("/apis/batch/v1/namespaces/" + lost.namespace() + "/jobs/" + lost.job(), Job.class)
                .filter(job -> job.getMetadata().getUid().equals(lost.jobUid()));
    }

    private boolean isLate() {
        return Duration.between(began, clock.instant()).compareTo(AT_A_TIME) > 0;
    }

    /** Pods are failed once the node's death is confirmed, which may be as late as {@code confirmBy}. */
    private boolean isWorthWaiting() {
        var request = attempt.request();
        var confirmed =
                Objects.requireNonNullElse(request.confirmBy(), request.cause().at());
        return clock.instant().isBefore(confirmed.plus(PATIENCE));
    }
}
