package io.hikeshi.sensor.agent.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.hikeshi.sensor.event.Text;
import org.jboss.logging.Logger;

/** Keeps the index of Nodes in step with the API server, from whenever there is one. */
public final class NodeWatch implements ResourceEventHandler<Node>, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(NodeWatch.class);

    private static final long PAGE = 500;

    private final NodeIndex index;
    private final SharedIndexInformer<Node> informer;

    /** Does not wait for the API server: it may be away for as long as it likes. */
    public NodeWatch(KubernetesClient client, NodeIndex index) {
        this.index = index;
        informer = client.nodes()
                .withLimit(PAGE)
                .runnableInformer(0)
                // A Node lists its images: of 5,000 of them, names alone are kept twice.
                .itemStore(new ReducedStateItemStore<>(
                        ReducedStateItemStore.NAME_KEY_STATE, Node.class, client.getKubernetesSerialization()))
                .exceptionHandler((started, failure) -> retry(failure))
                .addEventHandler(this);
    }

    public void start() {
        informer.start();
    }

    /** Whether the Nodes are listed and followed at the moment. */
    public boolean isWatching() {
        return informer.isWatching();
    }

    @Override
    public void onAdd(Node node) {
        index.put(NodeReader.read(node));
    }

    @Override
    public void onUpdate(Node before, Node node) {
        index.put(NodeReader.read(node));
    }

    @Override
    public void onDelete(Node node, boolean isStale) {
        index.remove(node.getMetadata().getName());
    }

    @Override
    public void close() {
        informer.close();
    }

    private static boolean retry(Throwable failure) {
        LOG.warnf("lost the API server, trying again reason=%s", Text.quoted(String.valueOf(failure.getMessage())));
        return true;
    }
}
