package io.hikeshi.sensor.agent;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.hikeshi.sensor.event.Container;
import io.hikeshi.sensor.event.Pod;
import io.hikeshi.sensor.event.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod as the API server gives it -> what a report needs. */
final class PodReader {
    /** The kubelet names a static pod's cgroup after this, not after the uid of its mirror in the API server. */
    private static final String CONFIG_HASH = "kubernetes.io/config.hash";
    /** The same value, on the mirror only: {@code kubetypes.ConfigMirrorAnnotationKey}. */
    private static final String CONFIG_MIRROR = "kubernetes.io/config.mirror";

    private PodReader() {}

    static KnownPod read(io.fabric8.kubernetes.api.model.Pod pod) {
        var metadata = pod.getMetadata();
        var labels = orEmpty(metadata.getLabels());
        var known = new Pod(
                metadata.getUid(), metadata.getNamespace(), metadata.getName(), labels, workload(metadata, labels));
        return new KnownPod(known, keys(metadata.getUid(), orEmpty(metadata.getAnnotations())), containers(pod));
    }

    /** Null if nothing owns the pod. */
    private static @Nullable Workload workload(ObjectMeta pod, Map<String, String> labels) {
        return pod.getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .map(owner -> Workload.above(owner.getKind(), owner.getName(), labels, pod.getCreationTimestamp()))
                .orElse(null);
    }

    private static Set<String> keys(String uid, Map<String, String> annotations) {
        var keys = new HashSet<>(Set.of(uid));
        Stream.of(CONFIG_HASH, CONFIG_MIRROR)
                .map(annotations::get)
                .filter(hash -> hash != null && !hash.isEmpty())
                .forEach(keys::add);
        return keys;
    }

    private static Map<String, Container> containers(io.fabric8.kubernetes.api.model.Pod pod) {
        var containers = new HashMap<String, Container>();
        var images = images(pod);
        for (ContainerStatus status : statuses(pod)) {
            for (String id : ids(status)) {
                containers.put(id, new Container(id, status.getName(), images.get(status.getName())));
            }
        }
        return containers;
    }

    private static List<ContainerStatus> statuses(io.fabric8.kubernetes.api.model.Pod pod) {
        var status = pod.getStatus();
        if (status == null) return List.of();
        var all = new ArrayList<ContainerStatus>(status.getInitContainerStatuses());
        all.addAll(status.getContainerStatuses());
        all.addAll(status.getEphemeralContainerStatuses());
        return all;
    }

    /** A container that restarted is known by its new id and, in {@code lastState}, by the one whose process died. */
    private static List<String> ids(ContainerStatus status) {
        var ids = new ArrayList<String>();
        addId(ids, status.getContainerID());
        var states = Stream.of(status.getState(), status.getLastState());
        states.filter(state -> state != null && state.getTerminated() != null)
                .forEach(state -> addId(ids, state.getTerminated().getContainerID()));
        return ids;
    }

    /** {@code containerd://4f2a...} without what stands before the id. */
    private static void addId(List<String> ids, @Nullable String url) {
        if (url == null) return;
        var id = url.substring(url.indexOf("//") + 1).replaceFirst("^/", "");
        if (!id.isEmpty()) ids.add(id);
    }

    /** The spec's image, not the status's, which a runtime may have resolved to a digest. */
    private static Map<String, String> images(io.fabric8.kubernetes.api.model.Pod pod) {
        var images = new HashMap<String, String>();
        var spec = pod.getSpec();
        if (spec == null) return images;
        spec.getInitContainers().forEach(container -> images.put(container.getName(), container.getImage()));
        spec.getContainers().forEach(container -> images.put(container.getName(), container.getImage()));
        spec.getEphemeralContainers().forEach(container -> images.put(container.getName(), container.getImage()));
        return images;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
