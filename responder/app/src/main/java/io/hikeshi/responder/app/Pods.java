package io.hikeshi.responder.app;

import io.hikeshi.sensor.event.Pod;
import java.util.Optional;

/** Who a pod is of which a sensor knew only the uid. */
interface Pods {
    /** For a responder without a cluster. */
    Pods UNKNOWN = (uid, node) -> Optional.empty();

    /**
     * Blocks for a bounded time.
     *
     * @return empty if the cluster has no such pod on that node
     * @throws PodsUnavailable if the cluster could not be asked
     */
    Optional<Pod> find(String uid, String node) throws PodsUnavailable;
}
