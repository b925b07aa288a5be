package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.Container;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Pod;
import io.hikeshi.sensor.event.ProcessDeath;
import io.hikeshi.sensor.kernel.cgroup.CgroupPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The pods of this node by what their cgroups call them.
 *
 * <p>A process may die before the API server has told us of its pod or container: a report then waits a moment, but never
 * longer than {@code patience} after it was read. What is not known by then is left out, and the responder adds it.
 */
final class PodIndex implements PodFacts {
    private static final Logger LOG = Logger.getLogger(PodIndex.class);

    /** A kubelet takes 110 pods by default and 500 are the most anyone runs: beyond this, something is wrong. */
    private static final int MOST = 2000;

    /** A pod deleted by force leaves the API server while its processes are still dying. */
    private static final int REMEMBERED = 256;

    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, KnownPod> live = new HashMap<>();
    private final Map<String, KnownPod> gone = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownPod> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param patience zero where there is no cluster: then a report has the ids that its cgroup's path gives */
    PodIndex(Duration patience) {
        this.patience = patience;
    }

    void put(KnownPod pod) {
        lock.lock();
        try {
            if (live.size() >= MOST && !live.keySet().containsAll(pod.keys())) {
                LOG.warnf("ignored pod=%s reason=more-than-%d-pods", pod.pod().uid(), MOST);
                return;
            }
            for (String key : pod.keys()) live.put(key, pod);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void remove(KnownPod pod) {
        lock.lock();
        try {
            for (String key : pod.keys()) {
                if (isSame(live.get(key), pod)) live.remove(key);
                gone.put(key, pod);
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return live.size();
        } finally {
            lock.unlock();
        }
    }

    /** @param readAt {@link System#nanoTime} when the death was read */
    @Override
    public NodeEvent complete(NodeEvent event, long readAt) throws InterruptedException {
        return event instanceof ProcessDeath death ? complete(death, readAt + patience.toNanos()) : event;
    }

    private ProcessDeath complete(ProcessDeath death, long deadline) throws InterruptedException {
        lock.lock();
        try {
            var place = place(death);
            for (long left = 1; left > 0 && !isKnown(place); place = place(death)) {
                left = changed.awaitNanos(deadline - System.nanoTime());
            }
            var known = find(place.podUid());
            return death.in(pod(place, known), container(place, known));
        } finally {
            lock.unlock();
        }
    }

    private CgroupPath place(ProcessDeath death) {
        return CgroupPath.parse(death.process().cgroup(), live::containsKey);
    }

    /** What is outside any pod is known, too: nobody will tell more about it. */
    private boolean isKnown(CgroupPath place) {
        var known = find(place.podUid());
        return known == null ? place.podUid() == null : known.knows(place.containerId());
    }

    private @Nullable KnownPod find(@Nullable String key) {
        return key == null ? null : live.getOrDefault(key, gone.get(key));
    }

    private static @Nullable Pod pod(CgroupPath place, @Nullable KnownPod known) {
        if (known != null) return known.pod();
        return place.podUid() == null ? null : Pod.ofUid(place.podUid());
    }

    private static @Nullable Container container(CgroupPath place, @Nullable KnownPod known) {
        var id = place.containerId();
        if (id == null) return null;
        return known == null ? new Container(id, null, null) : known.container(id);
    }

    /** A static pod whose mirror was made anew keeps its hash: the late news of the old one's end must not remove it. */
    private static boolean isSame(@Nullable KnownPod found, KnownPod pod) {
        return found != null && found.pod().uid().equals(pod.pod().uid());
    }
}
