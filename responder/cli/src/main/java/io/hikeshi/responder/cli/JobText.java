package io.hikeshi.responder.cli;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How Jobs at risk are told. What comes from strangers are names, and those the API server keeps plain. */
final class JobText {
    private static final KubernetesSerialization WRITER = new KubernetesSerialization();

    private JobText() {}

    /** @param looked how many Jobs and CronJobs were looked at */
    static String table(List<JobAtRisk> hurt, int looked) {
        return hurt.stream().map(JobText::entry).collect(Collectors.joining())
                + "%d of %d Jobs and CronJobs would be hurt by the death of a node.%n".formatted(hurt.size(), looked);
    }

    static String json(JobAtRisk job) {
        var line = new LinkedHashMap<String, Object>();
        line.put("kind", job.kind());
        line.put("namespace", job.namespace());
        line.put("name", job.name());
        line.put("owner", job.owner());
        line.put("fails", job.isLost());
        line.put("fate", job.fate());
        line.put("reasons", job.reasons());
        line.put("restartPolicy", job.spec().getTemplate().getSpec().getRestartPolicy());
        line.put("retriesLeft", job.retriesLeft());
        line.put("parallelism", job.parallelism());
        line.put("nodes", new TreeMap<>(job.nodes()));
        line.put("patch", job.cure());
        return WRITER.asJson(line);
    }

    private static String entry(JobAtRisk job) {
        var text = new StringBuilder("%s %s/%s  %s%n".formatted(job.kind(), job.namespace(), job.name(), job.fate()));
        job.reasons().forEach(reason -> line(text, "because", reason));
        line(text, "has", facts(job));
        if (!job.nodes().isEmpty()) line(text, "runs on", nodes(job));
        cure(text, job);
        return text.append('\n').toString();
    }

    private static void cure(StringBuilder text, JobAtRisk job) {
        if (job.kind().equals("CronJob")) {
            line(text, "patch", JobCure.kubectl(job.namespace(), job.name(), job.cure()));
            return;
        }
        if (job.owner().startsWith("CronJob/")) {
            line(text, "manifest", "made by " + job.owner() + ", which is to be patched");
            return;
        }
        var where = job.owner().isEmpty() ? "its manifest" : "what " + job.owner() + " makes its Jobs from";
        line(
                text,
                "manifest",
                "the policy of a Job that exists cannot be changed; for the next one, put into " + where);
        JobCure.yaml(job.cure()).forEach(yaml -> line(text, "", "  " + yaml));
    }

    private static String facts(JobAtRisk job) {
        return "restartPolicy %s, %s %d left, parallelism %d"
                .formatted(
                        job.spec().getTemplate().getSpec().getRestartPolicy(),
                        job.isPerIndex() ? "retries of each index" : "retries",
                        job.retriesLeft(),
                        job.parallelism());
    }

    private static String nodes(JobAtRisk job) {
        return new TreeMap<>(job.nodes())
                .entrySet().stream()
                        .map((Map.Entry<String, Integer> node) -> node.getKey() + " (" + node.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String label, String words) {
        text.append("  %-9s %s%n".formatted(label, words));
    }
}
