package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnPodConditionsPattern;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a Job's podFailurePolicy says of a pod that a dead node took with it. Such a pod has the condition DisruptionTarget and no
 * exit code, so rules by exit code never speak of it; of the others the first that matches decides
 * (<a href="https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy">Pod failure policy</a>).
 */
enum NodeDeathRule {
    /** A new pod is made and nothing is counted. */
    IGNORE("Ignore"),
    /** Counted against the retries, on purpose. */
    COUNT("Count"),
    FAIL_INDEX("FailIndex"),
    FAIL_JOB("FailJob"),
    /** No rule matches: counted against the retries. */
    NONE("");

    private static final String DISRUPTION = "DisruptionTarget";

    private final String action;

    NodeDeathRule(String action) {
        this.action = action;
    }

    static NodeDeathRule of(JobSpec spec) {
        return rules(spec).stream()
                .filter(NodeDeathRule::isAboutDisruption)
                .findFirst()
                .flatMap(rule -> Arrays.stream(values())
                        .filter(known -> known.action.equals(rule.getAction()))
                        .findFirst())
                .orElse(NONE);
    }

    static List<PodFailurePolicyRule> rules(JobSpec spec) {
        return spec.getPodFailurePolicy() == null
                ? List.of()
                : spec.getPodFailurePolicy().getRules();
    }

    static boolean isAboutDisruption(PodFailurePolicyRule rule) {
        return rule.getOnPodConditions().stream().anyMatch(NodeDeathRule::matches);
    }

    private static boolean matches(PodFailurePolicyOnPodConditionsPattern condition) {
        return DISRUPTION.equals(condition.getType())
                && "True".equals(Objects.requireNonNullElse(condition.getStatus(), "True"));
    }
}
