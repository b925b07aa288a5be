package io.hikeshi.functions;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.hikeshi.functions.cluster.Cluster;
import io.hikeshi.functions.cluster.EffectEvents;
import io.hikeshi.functions.cluster.ObjectPatch;
import io.hikeshi.functions.deadnode.DeadNodes;
import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.tests.harness.AuditRecord;
import io.hikeshi.tests.harness.ControlPlane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One real control plane for every test of this module, with the ServiceAccounts and roles that are shipped. */
public final class Lab implements BeforeAllCallback {
    static final List<String> FUNCTIONS = List.of(
            "annotate-pod",
            "annotate-node",
            "cordon-node",
            "uncordon-node",
            "taint-node",
            "fail-pods",
            "reschedule-job",
            "delete-pods",
            "delete-node",
            "page-oncall");

    private static final Path MANIFESTS = Path.of("../knative/base/functions");
    private static final String HOME = "hikeshi";
    private static final String SHOP = "shop";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Counter failures = new SimpleMeterRegistry().counter("failures");
    private final Map<String, Cluster> clusters = new HashMap<>();
    private ControlPlane controlPlane = new ControlPlane();

    @Override
    public void beforeAll(ExtensionContext context) {
        var store = context.getRoot().getStore(Namespace.GLOBAL);
        var started = store.getOrComputeIfAbsent("lab", name -> new Started(), Started.class);
        controlPlane = requireNonNull(started).controlPlane;
    }

    public KubernetesClient admin() {
        return controlPlane.client();
    }

    public ControlPlane controlPlane() {
        return controlPlane;
    }

    /** As the function's own ServiceAccount. */
    public Cluster cluster(String function) {
        return clusters.computeIfAbsent(
                function, name -> new Cluster(ControlPlane.clientFor(controlPlane.kubeconfigFor(HOME, name))));
    }

    public ObjectPatch patch(String function) {
        return new ObjectPatch(cluster(function), events());
    }

    public EffectEvents events() {
        return new EffectEvents(Clock.systemUTC(), "lab", failures);
    }

    public Counter eventFailures() {
        return failures;
    }

    /** How many Kubernetes Events could not be written. */
    public double failedEvents() {
        return failures.count();
    }

    public void node(String name, Map<String, String> labels) {
        admin().resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        // As a kubelet does; an object that is made without a field is never tracked by managed fields.
                        .addToLabels("kubernetes.io/hostname", name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** As a kubelet left it: {@code ready} is the status of its condition. */
    public void node(String name, String bootId, String ready) {
        node(name, Map.of());
        boot(name, bootId, ready);
    }

    /** As a kubelet, or the controller that misses it, writes the status. */
    public void boot(String name, String bootId, String ready) {
        admin().nodes()
                .withName(name)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        new NodeBuilder()
                                .withNewStatus()
                                .addNewCondition()
                                .withType("Ready")
                                .withStatus(ready)
                                .withLastTransitionTime("2026-05-01T10:00:00Z")
                                .endCondition()
                                .withNewNodeInfo()
                                .withBootID(bootId)
                                .endNodeInfo()
                                .endStatus()
                                .build());
    }

    /** What functions against dead nodes begin with. */
    public DeadNodes deadNodes(String function) {
        return new DeadNodes(cluster(function), events(), Clock.systemUTC());
    }

    /** Somebody who has the function's token. */
    public KubernetesClient thief(String function) {
        return ControlPlane.clientFor(controlPlane.kubeconfigFor(HOME, function));
    }

    /** As a person does with kubectl: whatever controllers write meanwhile. */
    public void changeNode(String name, String mergePatch) {
        admin().nodes().withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
    }

    public Pod pod(String namespace, String name) {
        return podIn(admin(), namespace, name);
    }

    /** Bound to a node already. */
    public void pod(String namespace, String name, String node) {
        admin().resource(new PodBuilder(unbound(namespace, name))
                        .editSpec()
                        .withNodeName(node)
                        .endSpec()
                        .build())
                .create();
    }

    private static Pod podIn(KubernetesClient client, String namespace, String name) {
        return client.resource(unbound(namespace, name)).create();
    }

    private static Pod unbound(String namespace, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToAnnotations("owner", "a person")
                .endMetadata()
                .withNewSpec()
                // No node that another test joins may take it.
                .withNodeSelector(Map.of("pool", "none"))
                .addNewContainer()
                .withName("web")
                .withImage("web:1")
                .endContainer()
                .endSpec()
                .build();
    }

    /** The Kubernetes Events of one action. */
    public List<Event> eventsOf(ActionRequest request) {
        return admin().events().v1().events().inAnyNamespace().list().getItems().stream()
                .filter(event -> event.getMetadata().getName().equals("hikeshi-" + request.id()))
                .toList();
    }

    /** What one attempt asked of the API server. */
    public List<AuditRecord> audited(Attempt attempt) {
        return controlPlane.auditLog().stream()
                .filter(record -> record.auditId().equals(attempt.auditId()))
                .toList();
    }

    /** Stops the control plane after the last test. */
    private static final class Started implements AutoCloseable {
        private final ControlPlane controlPlane = new ControlPlane();

        Started() {
            controlPlane.start();
            controlPlane.createNamespace(HOME);
            controlPlane.createNamespace(SHOP);
            FUNCTIONS.forEach(this::apply);
            apply("flow-schema");
            apply("only-own-fields");
            apply("only-dead-nodes");
            apply("only-clones");
            awaitOnlyOwnFields();
        }

        /** All but the Knative Services: no Knative runs here. */
        private void apply(String file) {
            try (var manifest = Files.newInputStream(MANIFESTS.resolve(file + ".yaml"))) {
                for (HasMetadata object : controlPlane.client().load(manifest).items()) {
                    if (object.getApiVersion().startsWith("serving.knative.dev")) continue;
                    controlPlane.client().resource(object).create();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the manifests of " + file, e);
            }
        }

        /** The API server takes a new admission policy to heart within a second or so. */
        private void awaitOnlyOwnFields() {
            var account = controlPlane.kubeconfigFor(HOME, "annotate-pod");
            try (var function = ControlPlane.clientFor(account)) {
                podIn(controlPlane.client(), SHOP, "probe");
                Awaitility.await("the admission policy").atMost(PATIENCE).until(() -> isRefused(function));
            }
        }

        private static boolean isRefused(KubernetesClient function) {
            try {
                function.pods()
                        .inNamespace(SHOP)
                        .withName("probe")
                        .patch("{\"metadata\":{\"labels\":{\"probe\":\"%d\"}}}".formatted(System.nanoTime()));
                return false;
            } catch (KubernetesClientException refused) {
                return true;
            }
        }

        @Override
        public void close() {
            controlPlane.close();
        }
    }
}
