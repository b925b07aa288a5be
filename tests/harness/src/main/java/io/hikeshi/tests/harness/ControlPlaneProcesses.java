package io.hikeshi.tests.harness;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The four programs of a {@link ControlPlane} and how each is told to stay on loopback and start fast. */
final class ControlPlaneProcesses implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workspace workspace = new Workspace("control-plane");
    private final int etcdPort = Loopback.freePort();
    private final int peerPort = Loopback.freePort();
    private final int port = Loopback.freePort();
    private final ControlPlaneFiles files;
    private final Deque<Child> others = new ArrayDeque<>();
    private final Users users;
    private final Duration nodeGrace;
    private final String host;
    private @Nullable Child apiServer;

    ControlPlaneProcesses(Users users, Duration nodeGrace, String host) {
        this.users = users;
        this.nodeGrace = nodeGrace;
        this.host = host;
        files = new ControlPlaneFiles(workspace, "https://" + host + ":" + port);
        files.write(users);
    }

    ControlPlaneFiles files() {
        return files;
    }

    AuditLog auditLog() {
        return new AuditLog(workspace.file("audit.log"));
    }

    /** A cluster of one. It does not wait for the disk: nothing here has to survive a power cut. */
    void startStore() {
        others.push(start(component("etcd")
                .with("--name=harness", "--log-level=warn", "--unsafe-no-fsync")
                .with("--data-dir=" + workspace.file("etcd"))
                .with("--listen-client-urls=" + url(etcdPort), "--advertise-client-urls=" + url(etcdPort))
                .with("--listen-peer-urls=" + url(peerPort), "--initial-advertise-peer-urls=" + url(peerPort))
                .with("--initial-cluster=harness=" + url(peerPort))));
    }

    /**
     * Returns once it listens: its certificate is there then, and a client's first try does not start a back-off.
     *
     * <p>No endpoint reconciler: it would publish our address, and Kubernetes refuses endpoints on loopback.
     */
    void startApiServer() {
        apiServer = start(component("kube-apiserver")
                .with("--etcd-servers=" + url(etcdPort), "--secure-port=" + port)
                .with("--bind-address=" + host, "--advertise-address=" + host)
                .with("--endpoint-reconciler-type=none", "--service-cluster-ip-range=10.0.0.0/24")
                .with("--cert-dir=" + files.certificates(), "--profiling=false", "--allow-privileged=true")
                .with("--authorization-mode=Node,RBAC", "--anonymous-auth=false")
                .with("--token-auth-file=" + workspace.file("tokens.csv"))
                .with("--service-account-issuer=https://kubernetes.default.svc")
                .with("--service-account-key-file=" + workspace.file("sa.pub"))
                .with("--service-account-signing-key-file=" + workspace.file("sa.key"))
                .with("--audit-policy-file=" + workspace.file("audit-policy.yaml"))
                .with("--audit-log-path=" + workspace.file("audit.log")));
        Awaitility.await("kube-apiserver to listen on port " + port)
                .atMost(PATIENCE)
                .until(() -> {
                    mustLive();
                    return Loopback.isListening(host, port);
                });
    }

    /** As a crash would, so that a test of an outage need not wait for watches to drain. */
    void stopApiServer() {
        if (apiServer != null) apiServer.kill();
    }

    /** Each controller runs as its own ServiceAccount, as in a real cluster, so the audit log tells them apart. */
    void startControllers() {
        others.push(start(component("kube-controller-manager")
                .with("--kubeconfig=" + kubeconfig(Users.CONTROLLERS), "--leader-elect=false", "--secure-port=0")
                .with("--use-service-account-credentials=true", "--root-ca-file=" + files.certificate())
                .with("--service-account-private-key-file=" + workspace.file("sa.key"))
                .with("--node-monitor-period=1s", "--node-monitor-grace-period=" + nodeGrace.toSeconds() + "s")
                .with("--kube-api-qps=200", "--kube-api-burst=400")));
        others.push(start(component("kube-scheduler")
                .with("--kubeconfig=" + kubeconfig(Users.SCHEDULER), "--leader-elect=false", "--secure-port=0")));
    }

    /** @throws IllegalStateException with the end of its log, for the first part that has ended */
    void mustLive() {
        others.forEach(Child::mustLive);
        if (apiServer != null) apiServer.mustLive();
    }

    /** At once, clients before servers: nothing is kept, so nothing need be orderly. */
    @Override
    public void close() {
        if (apiServer != null) apiServer.kill();
        others.forEach(Child::kill);
        workspace.close();
    }

    private static Command component(String name) {
        return Command.of(Tools.find("control-plane"), name);
    }

    private Child start(Command command) {
        return command.start(workspace.folder(), command.words().get(1));
    }

    private Object kubeconfig(String user) {
        return files.kubeconfig(user, users.token(user));
    }

    private static String url(int port) {
        return "http://" + Loopback.HOST + ":" + port;
    }
}
