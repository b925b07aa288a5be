package io.hikeshi.functions;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Confirm;
import io.hikeshi.tests.harness.Nodes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A node with pods of every kind, which falls silent; and one that takes what is moved. Its name is its namespace, too. */
public final class Doomed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KubernetesClient admin;
    private final String name;
    private final Nodes nodes;

    public Doomed(Lab lab, String name) {
        admin = lab.admin();
        this.name = name;
        lab.controlPlane().createNamespace(name);
        nodes = new Nodes(admin);
        nodes.join(name, Map.of("pool", name));
    }

    /** Objects as kubectl applies them; {@code NODE} stands for the node, its pool and its namespace. */
    public void apply(String yaml) {
        var text = yaml.replace("NODE", name).getBytes(StandardCharsets.UTF_8);
        admin.load(new ByteArrayInputStream(text)).inNamespace(name).create();
    }

    /** Waits until so many pods run on it, then no more is heard of it; another node is there for what comes. */
    public void die(int pods) {
        Awaitility.await("pods to run on " + name)
                .atMost(PATIENCE)
                .until(() -> running(name).size() == pods);
        nodes.join(spare(), Map.of("pool", name));
        nodes.silence(name);
        admin.nodes().withName(name).edit(node -> {
            node.getSpec().setUnschedulable(true);
            return node;
        });
    }

    public String spare() {
        return name + "-spare";
    }

    public String bootId() {
        return admin.nodes().withName(name).get().getStatus().getNodeInfo().getBootID();
    }

    public ActionRequest request(String action, Confirm confirm) {
        return Requests.panicked("i-" + name, action, name, bootId(), confirm);
    }

    /** The one whose name begins so. */
    public Pod pod(String prefix) {
        return on(name).stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pod " + prefix + " on " + name));
    }

    public void awaitOnSpare(String prefix) {
        Awaitility.await(prefix + " on " + spare())
                .atMost(PATIENCE)
                .until(() -> running(spare()).stream()
                        .anyMatch(pod -> pod.getMetadata().getName().startsWith(prefix)));
    }

    public List<Pod> on(String node) {
        return admin.pods()
                .inNamespace(name)
                .withField("spec.nodeName", node)
                .list()
                .getItems();
    }

    private List<Pod> running(String node) {
        return on(node).stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
    }

    @Override
    public void close() {
        nodes.close();
        admin.namespaces().withName(name).delete();
        admin.nodes().withName(name).delete();
        admin.nodes().withName(spare()).delete();
    }

    /** A Job that never ends by itself. */
    public static String job(String name, String policy) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s}
                spec:
                  backoffLimit: 0
                  %s
                  template:
                    spec:
                      restartPolicy: Never
                      nodeSelector: {pool: NODE}
                      containers: [{name: work, image: "work:1"}]
                """.formatted(name, policy);
    }

    /** A workload of an {@code apps/v1} kind, with one pod. */
    public static String workload(String kind, String name) {
        return """
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s}
                spec:
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata: {labels: {app: %s}}
                    spec:
                      nodeSelector: {pool: NODE}
                      containers: [{name: web, image: "web:1"}]
                """.formatted(kind, name, name, name);
    }

    /** A pod without an owner, bound to the node. */
    public static String pod(String name, String metadata, String volumes) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s%s}
                spec:
                  nodeName: NODE
                  containers: [{name: web, image: "web:1"}]
                  volumes: [%s]
                """.formatted(name, metadata, volumes);
    }

    public static String claim(String name, String mode) {
        return """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s}
                spec: {accessModes: [%s], storageClassName: none, resources: {requests: {storage: 1Gi}}}
                """.formatted(name, mode);
    }
}
