package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a Job's spec must say so that the death of a node costs it no retry. */
final class JobCure {
    private static final PodFailurePolicyRule IGNORE = new PodFailurePolicyRuleBuilder()
            .withAction("Ignore")
            .addNewOnPodCondition("True", "DisruptionTarget")
            .build();

    private static final KubernetesSerialization WRITER = new KubernetesSerialization();

    private JobCure() {}

    /** The part of the spec, as a merge patch has it: our rule first, because the first that matches decides. */
    static Map<String, Object> of(JobSpec spec) {
        var others = NodeDeathRule.rules(spec).stream().filter(rule -> !NodeDeathRule.isAboutDisruption(rule));
        var cure = new LinkedHashMap<String, Object>();
        cure.put(
                "podFailurePolicy",
                Map.of("rules", Stream.concat(Stream.of(IGNORE), others).toList()));
        if (!isNeverRestarted(spec)) cure.put("template", Map.of("spec", Map.of("restartPolicy", "Never")));
        return Map.of("spec", cure);
    }

    /** A podFailurePolicy is refused beside any other restartPolicy. */
    static boolean isNeverRestarted(JobSpec spec) {
        return "Never".equals(spec.getTemplate().getSpec().getRestartPolicy());
    }

    /** For a CronJob, whose next Jobs it changes. */
    static Map<String, Object> ofTemplate(JobSpec spec) {
        return Map.of("spec", Map.of("jobTemplate", of(spec)));
    }

    /** A line for a shell. */
    static String kubectl(String namespace, String cronJob, Map<String, Object> patch) {
        return String.join(
                " ",
                List.of(
                        "kubectl patch cronjob " + cronJob,
                        "--namespace " + namespace,
                        "--type merge",
                        "--patch '" + WRITER.asJson(patch).replace("'", "'\\''") + "'"));
    }

    /** Lines for a manifest. */
    static List<String> yaml(Map<String, Object> part) {
        return WRITER.asYaml(part)
                .lines()
                .filter(line -> !line.equals("---") && !line.isBlank())
                .toList();
    }
}
