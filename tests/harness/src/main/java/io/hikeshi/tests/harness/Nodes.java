package io.hikeshi.tests.harness;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;

/**
 * Stands in for the kubelets of any number of nodes: their Leases are renewed, they are Ready, pods bound to them become
 * Running and deleted pods go away. It starts no container; {@link PodCgroup} gives a test's own process the cgroup that a
 * pod's container would have.
 */
public final class Nodes implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(1500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final Map<String, StandInNode> nodes = new ConcurrentHashMap<>();
    private final PodLife pods;
    private final ScheduledExecutorService kubelet = Executors.newSingleThreadScheduledExecutor(Nodes::daemon);
    private final SharedIndexInformer<Pod> informer;
    private final Future<?> heart;
    private int leaseSeconds = 40;
    private boolean failing;

    /**
     * Starts without a node; the first one joins with {@link #join}.
     *
     * @param administrator whose rights and address are taken over; may be closed before this
     */
    public Nodes(KubernetesClient administrator) {
        client = withoutRetries(administrator.getConfiguration());
        pods = new PodLife(client);
        informer = client.pods().inAnyNamespace().inform(new BoundPods(), BEAT.toMillis());
        heart = kubelet.scheduleAtFixedRate(this::beat, 0, BEAT.toMillis(), MILLISECONDS);
    }

    /** What the Leases of nodes that join from now on say about their duration; they are renewed every 1.5 s anyway. */
    public Nodes withLease(int seconds) {
        leaseSeconds = seconds;
        return this;
    }

    /** Adds a node and waits until pods can be scheduled to it. */
    public void join(String name) {
        join(name, Map.of());
    }

    /**
     * Adds a node with labels of its own and waits until pods can be scheduled to it.
     *
     * @param labels such as {@code topology.kubernetes.io/zone}; the usual ones are there
     */
    public void join(String name, Map<String, String> labels) {
        join(name, Loopback.HOST, labels);
    }

    /** Adds a node with an address of its own, see {@link NetworkNamespace#add}. Nobody listens on its kubelet's port. */
    public void join(String name, String address, Map<String, String> labels) {
        var node = new StandInNode(client, name, address, leaseSeconds);
        node.register(labels);
        nodes.put(name, node);
        kubelet.execute(() -> attempt(node::beat));
        Awaitility.await(name + " to take pods")
                .atMost(PATIENCE)
                .until(() -> client.nodes()
                        .withName(name)
                        .get()
                        .getSpec()
                        .getTaints()
                        .isEmpty());
    }

    /** Its Lease is no longer renewed and its pods no longer change: it crashed, or its network did. */
    public void silence(String name) {
        node(name).setSilent(true);
    }

    /** A silent node is back, with the boot id it had. */
    public void revive(String name) {
        node(name).setSilent(false);
    }

    /** The pod once all its containers run. */
    public Pod awaitRunning(String namespace, String pod) {
        return Awaitility.await(namespace + "/" + pod + " to run")
                .atMost(PATIENCE)
                .until(() -> client.pods().inNamespace(namespace).withName(pod).get(), PodLife::isRunning);
    }

    /** As if the container had died of {@code signal}: it runs again, under a new id, and the old one is its lastState. */
    public Pod restartContainer(String namespace, String pod, String container, int signal) {
        return pods.restart(namespace, pod, container, signal);
    }

    /** The id, without {@code containerd://}, of a container of a pod. */
    public static String containerId(Pod pod, String container) {
        return PodLife.containerId(pod, container);
    }

    @Override
    public void close() {
        heart.cancel(false);
        informer.close();
        kubelet.shutdownNow();
        client.close();
    }

    /** A client that backs off while the API server is away is still waiting when it is back, and Leases run out. */
    private static KubernetesClient withoutRetries(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withRequestRetryBackoffLimit(0)
                        .withUserAgent("kubelet-stand-in")
                        .build())
                .build();
    }

    private StandInNode node(String name) {
        var node = nodes.get(name);
        if (node == null) throw new IllegalArgumentException("no such node: " + name + "; known: " + nodes.keySet());
        return node;
    }

    private void beat() {
        nodes.values().stream().filter(StandInNode::isAlive).forEach(node -> attempt(node::beat));
    }

    private void tend(Pod pod) {
        var name = pod.getSpec().getNodeName();
        var node = name == null ? null : nodes.get(name);
        if (node == null || !node.isAlive() || kubelet.isShutdown()) return;
        kubelet.execute(() -> attempt(() -> pods.advance(pod)));
    }

    /** An API server that is away, or a pod that is gone by now, must not end the kubelet; the next beat tries again. */
    private void attempt(Runnable work) {
        try {
            work.run();
            failing = false;
        } catch (RuntimeException notNow) {
            if (!failing) System.err.println("missed beat reason=" + notNow);
            failing = true;
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "kubelet");
        thread.setDaemon(true);
        return thread;
    }

    private final class BoundPods implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            tend(pod);
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            tend(pod);
        }

        @Override
        public void onDelete(Pod pod, boolean unknown) {
            // Gone from the API server is gone: there is no container to stop.
        }
    }
}
