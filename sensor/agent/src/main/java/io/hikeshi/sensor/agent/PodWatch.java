package io.hikeshi.sensor.agent;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.hikeshi.sensor.event.Text;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Keeps the index of this node's pods in step with the API server, from whenever there is one. */
final class PodWatch implements ResourceEventHandler<Pod>, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PodWatch.class);

    private static final long PAGE = 500;

    private final PodIndex index;
    private final SharedIndexInformer<Pod> informer;

    /** Does not wait for the API server: it may be away for as long as it likes. */
    PodWatch(KubernetesClient client, String node, PodIndex index) {
        this.index = index;
        informer = client.pods()
                .inAnyNamespace()
                // Served from the API server's cache: a thousand sensors cost etcd nothing.
                .withField("spec.nodeName", node)
                .withLimit(PAGE)
                .runnableInformer(0)
                .exceptionHandler((started, failure) -> retry(failure))
                .addEventHandler(this);
    }

    void start() {
        informer.start();
    }

    /** Whether the pods are listed and followed at the moment. */
    boolean isWatching() {
        return informer.isWatching();
    }

    @Override
    public void onAdd(Pod pod) {
        read(pod, index::put);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        read(pod, index::put);
    }

    @Override
    public void onDelete(Pod pod, boolean isStale) {
        read(pod, index::remove);
    }

    @Override
    public void close() {
        informer.close();
    }

    /** One odd pod must not end the watch. */
    private static void read(Pod pod, Consumer<KnownPod> then) {
        try {
            then.accept(PodReader.read(pod));
        } catch (IllegalArgumentException e) {
            LOG.warnf(
                    "ignored pod=%s reason=%s",
                    Text.quoted(String.valueOf(pod.getMetadata().getUid())),
                    Text.quoted(String.valueOf(e.getMessage())));
        }
    }

    private static boolean retry(Throwable failure) {
        LOG.warnf("lost the API server, trying again reason=%s", Text.quoted(String.valueOf(failure.getMessage())));
        return true;
    }
}
