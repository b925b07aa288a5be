package io.hikeshi.tests.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;

/** Thirty pods of every kind of owner, spread evenly over the nodes that take pods. */
final class Fleet {
    static final int SIZE = 30;

    /** Retries what a disruption took, and counts nothing: its backoffLimit is 0. */
    static final String PATIENT = "patient";
    /** Like patient, but each pod has an index. */
    static final String INDEXED = "indexed";
    /** Retries whatever fails, and counts it. */
    static final String FRAGILE = "fragile";
    /** Is over with its first failed pod. */
    static final String DOOMED = "doomed";

    static final String NAMESPACE = "fleet";

    private static final String IGNORES_DISRUPTION = "backoffLimit: 0, podFailurePolicy: { rules: [{ action: Ignore,"
            + " onPodConditions: [{ type: DisruptionTarget, status: 'True' }] }] }";

    private static final String OWNERS = String.join(
            "\n---\n",
            service("Deployment", "web", "replicas: 8"),
            service("StatefulSet", "db", "replicas: 3, serviceName: db"),
            service("DaemonSet", "agent", "minReadySeconds: 0"),
            job(PATIENT, 5, IGNORES_DISRUPTION),
            job(INDEXED, 4, "completionMode: Indexed, " + IGNORES_DISRUPTION),
            job(FRAGILE, 4, "backoffLimit: 6"),
            job(DOOMED, 3, "backoffLimit: 0"));

    private final KubernetesClient client;

    private Fleet(KubernetesClient client) {
        this.client = client;
    }

    /** Made, not awaited. */
    static Fleet create(Installation lab) {
        lab.cluster.createNamespace(NAMESPACE);
        var client = lab.cluster.client();
        for (var object :
                client.load(new ByteArrayInputStream(OWNERS.getBytes(UTF_8))).items()) {
            client.resource(object).inNamespace(NAMESPACE).create();
        }
        return new Fleet(client);
    }

    List<Pod> pods() {
        return client.pods().inNamespace(NAMESPACE).list().getItems();
    }

    /** Running as far as the API server knows. */
    long running() {
        return pods().stream().filter(Fleet::isRunning).count();
    }

    /** Pods of that owner that run on another node than that one. */
    long runningElsewhere(String owner, String node) {
        return pods().stream()
                .filter(pod -> owner(pod).equals(owner) && isRunning(pod) && !isOn(pod, node))
                .count();
    }

    /** Whether all that a dead node's pods did for Deployment and Jobs with retries is done elsewhere. */
    boolean isWholeWithout(String node) {
        return runningElsewhere("web", node) == 8
                && runningElsewhere(PATIENT, node) == 5
                && runningElsewhere(INDEXED, node) == 4
                && runningElsewhere(FRAGILE, node) == 4;
    }

    /** Running pods of a Job that was made anew from that one. */
    long runningClones(String job) {
        return pods().stream()
                .filter(pod -> owner(pod).equals(job) && isRunning(pod))
                .filter(pod -> !job.equals(pod.getMetadata().getLabels().get("job-name")))
                .count();
    }

    /** The same pods as they are now, without those that are gone. */
    List<Pod> now(List<Pod> pods) {
        var ids = pods.stream().map(pod -> pod.getMetadata().getUid()).toList();
        return pods().stream()
                .filter(pod -> ids.contains(pod.getMetadata().getUid()))
                .toList();
    }

    List<Pod> on(String node) {
        return pods().stream().filter(pod -> isOn(pod, node)).toList();
    }

    Job job(String name) {
        return client.batch().v1().jobs().inNamespace(NAMESPACE).withName(name).get();
    }

    /** Failures that Kubernetes has counted against the Job's backoffLimit. */
    int countedFailures(String job) {
        return Optional.ofNullable(job(job).getStatus().getFailed()).orElse(0);
    }

    /** The name of what the pod belongs to. */
    static String owner(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault("app", "");
    }

    static boolean isFailed(Pod pod) {
        return "Failed".equals(pod.getStatus().getPhase());
    }

    private static boolean isRunning(Pod pod) {
        return "Running".equals(pod.getStatus().getPhase()) && pod.getMetadata().getDeletionTimestamp() == null;
    }

    private static boolean isOn(Pod pod, String node) {
        return node.equals(pod.getSpec().getNodeName());
    }

    private static String service(String kind, String name, String more) {
        return """
                apiVersion: apps/v1
                kind: %1$s
                metadata: { name: %2$s }
                spec: { %3$s, selector: { matchLabels: { app: %2$s } }, template: %4$s }
                """.formatted(kind, name, more, template(name, "Always"));
    }

    private static String job(String name, int pods, String more) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: { name: %1$s }
                spec: { parallelism: %2$d, completions: %2$d, %3$s, template: %4$s }
                """.formatted(name, pods, more, template(name, "Never"));
    }

    private static String template(String app, String restart) {
        return "{ metadata: { labels: { app: %1$s } }, spec: { restartPolicy: %2$s, terminationGracePeriodSeconds: 1,"
                        .formatted(app, restart)
                + " containers: [{ name: main, image: fleet/%1$s:1 }], topologySpreadConstraints: [{ maxSkew: 1,"
                        .formatted(app)
                + " topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, nodeTaintsPolicy: Honor,"
                + " labelSelector: { matchLabels: { app: %1$s } } }] } }".formatted(app);
    }
}
