package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.Container;
import io.hikeshi.sensor.event.Pod;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the API server said about a pod of this node, and no more of it than a report needs.
 *
 * @param keys what its cgroup may call it: its uid; of a static pod, the hash of its configuration
 * @param containers by the runtime's id, those of the container's previous life included
 */
record KnownPod(Pod pod, Set<String> keys, Map<String, Container> containers) {
    KnownPod {
        keys = Set.copyOf(keys);
        containers = Map.copyOf(containers);
    }

    /** With name and image, if the API server has told them yet. */
    Container container(String id) {
        return containers.getOrDefault(id, new Container(id, null, null));
    }

    boolean knows(@Nullable String containerId) {
        return containerId == null || containers.containsKey(containerId);
    }
}
