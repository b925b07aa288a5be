package io.hikeshi.tests.harness;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real Kubernetes control plane: etcd, kube-apiserver with RBAC and an audit log, kube-controller-manager,
 * kube-scheduler. {@link Nodes} gives it nodes. Describe it with the {@code with} methods before {@link #start}.
 */
public final class ControlPlane implements RealServer {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Users users = new Users();
    private String host = Loopback.HOST;
    private Duration nodeGrace = Duration.ofSeconds(40);
    private @Nullable ControlPlaneProcesses processes;
    private @Nullable KubernetesClient client;

    /** A person or component with a token of its own and, until a test binds a role to it or its groups, no rights. */
    public ControlPlane withUser(String name, String... groups) {
        users.add(name, List.of(groups));
        return this;
    }

    /** The kubelet of that node, with the rights of kubelets; {@link PanicVm} is it. */
    public ControlPlane withKubelet(String node) {
        return withUser(VmKubelet.user(node), "system:nodes");
    }

    /** Where the API server listens; default {@link Loopback#HOST}. Others make sense in a {@link NetworkNamespace} only. */
    public ControlPlane withHost(String address) {
        host = address;
        return this;
    }

    /** How long a node may be silent until it counts as lost; default 40 s. Leases are renewed every second or two. */
    public ControlPlane withNodeGrace(Duration grace) {
        nodeGrace = grace;
        return this;
    }

    @Override
    public void start() {
        if (processes != null) return;
        processes = new ControlPlaneProcesses(users, nodeGrace, host);
        processes.startStore();
        processes.startApiServer();
        client = clientFor(kubeconfig());
        awaitReady();
        processes.startControllers();
        awaitServiceAccount("default");
    }

    /** For the administrator, who may do everything. */
    public Path kubeconfig() {
        return kubeconfigFor(Users.ADMIN);
    }

    /** For a user from {@link #withUser}. */
    public Path kubeconfigFor(String user) {
        return running().files().kubeconfig(user, users.token(user));
    }

    /** For a ServiceAccount, as a pod of it would have. */
    public Path kubeconfigFor(String namespace, String serviceAccount) {
        return running()
                .files()
                .kubeconfig(
                        "system:serviceaccount:%s:%s".formatted(namespace, serviceAccount),
                        tokenFor(namespace, serviceAccount));
    }

    /** As a pod of that ServiceAccount on that node, which must be there, would have: its token names the node. */
    public Path kubeconfigOnNode(String namespace, String serviceAccount, String node) {
        var token = new AccountTokens(client(), namespace, serviceAccount).tokenOn(node);
        return running().files().kubeconfig(serviceAccount + "-on-" + node, token);
    }

    /** What signed the API server's certificate; every kubeconfig names it. */
    public Path certificate() {
        return running().files().certificate();
    }

    /** A ServiceAccount's token, good for a day. Makes the account if there is none. */
    public String tokenFor(String namespace, String serviceAccount) {
        return new AccountTokens(client(), namespace, serviceAccount).token();
    }

    /** The administrator's client; closed with the control plane. */
    public KubernetesClient client() {
        return requireNonNull(client, "the control plane was not started");
    }

    /** The caller closes it. */
    public static KubernetesClient clientFor(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    /** Makes a namespace that takes pods at once: its default ServiceAccount is there when this returns. */
    public void createNamespace(String name) {
        client().namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        awaitServiceAccount(name);
    }

    /** Every request answered since the start, oldest first, but for heartbeats and health checks. */
    public List<AuditRecord> auditLog() {
        return running().auditLog().records();
    }

    /** Ends kube-apiserver at once; what was stored stays. */
    public void stopApiServer() {
        running().stopApiServer();
    }

    /** Returns once it answers again, on its old address. */
    public void startApiServer() {
        running().startApiServer();
        awaitReady();
    }

    @Override
    public void close() {
        if (client != null) client.close();
        client = null;
        if (processes != null) processes.close();
        processes = null;
    }

    private ControlPlaneProcesses running() {
        return requireNonNull(processes, "the control plane was not started");
    }

    private void awaitReady() {
        Awaitility.await("kube-apiserver to be ready").atMost(PATIENCE).until(() -> {
            running().mustLive();
            return answers("/readyz");
        });
    }

    /** The ServiceAccount admission plugin refuses a pod whose account is not there yet. */
    private void awaitServiceAccount(String namespace) {
        Awaitility.await("default ServiceAccount of " + namespace)
                .atMost(PATIENCE)
                .until(() -> {
                    running().mustLive();
                    return client().serviceAccounts()
                                    .inNamespace(namespace)
                                    .withName("default")
                                    .get()
                            != null;
                });
    }

    private boolean answers(String path) {
        try {
            return "ok".equals(client().raw(path));
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }
}
