package io.hikeshi.functions.annotatepod;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.hikeshi.functions.Attempt;
import io.hikeshi.functions.Function;
import io.hikeshi.functions.Result;
import io.hikeshi.functions.cluster.ObjectPatch;
import io.hikeshi.responder.action.Target;
import jakarta.inject.Singleton;
import java.util.Set;

/** {@code annotate-pod}: whoever looks at the pod sees which incident it is part of. */
@Singleton
final class AnnotatePod implements Function {
    private final ObjectPatch patch;

    AnnotatePod(ObjectPatch patch) {
        this.patch = patch;
    }

    @Override
    public String name() {
        return "annotate-pod";
    }

    @Override
    public Set<String> settings() {
        return Set.of();
    }

    @Override
    public Result act(Attempt attempt) {
        if (!(attempt.request().target() instanceof Target.Pod target)) {
            return Result.failed("annotate-pod needs a pod, not "
                    + attempt.request().target().path());
        }
        var stub = new PodBuilder()
                .withNewMetadata()
                .withNamespace(target.namespace())
                .withName(target.name())
                .withUid(target.uid())
                .endMetadata()
                .build();
        return patch.apply(attempt, stub, pod -> AnnotatePodPlan.of(attempt, target, pod));
    }
}
