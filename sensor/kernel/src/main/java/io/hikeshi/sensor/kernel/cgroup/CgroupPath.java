package io.hikeshi.sensor.kernel.cgroup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a cgroup path says about where a process runs. The shapes are those of the kubelet ({@code pkg/kubelet/cm}, driver
 * cgroupfs or systemd) and of containerd, CRI-O, Docker and Podman.
 *
 * @param podUid {@code metadata.uid}, of a static pod the hash of its manifest; null outside any pod
 * @param containerId the runtime's id; null outside any container
 * @param runtime as the path spells it, such as {@code cri-containerd}; null if it does not
 * @param qos null outside any pod
 * @param subPath the cgroups that the container made below its own; empty if none
 */
public record CgroupPath(
        @Nullable String podUid,
        @Nullable String containerId,
        @Nullable String runtime,
        @Nullable Qos qos,
        String subPath) {
    /** A path that names neither pod nor container. */
    public static final CgroupPath ELSEWHERE = new CgroupPath(null, null, null, null, "");

    /** PATH_MAX. A longer path is nested by the container; its pod stands at the front. */
    private static final int LONGEST = 4096;
    /** Appended by {@code /proc/<pid>/cgroup} to a cgroup that was removed. */
    private static final String DELETED = " (deleted)";
    /** A manifest's md5 has no dashes, unlike a uid. */
    private static final int STATIC_UID = 32;

    private static final String UID = "[0-9a-f]{8}([-_])[0-9a-f]{4}\\2[0-9a-f]{4}\\2[0-9a-f]{4}\\2[0-9a-f]{12}";
    private static final Pattern POD = Pattern.compile("(?:^|-)pod(" + UID + "|[0-9a-f]{32})(?:\\.slice)?"
            + "(?::(?<runtime>[a-z0-9-]{1,32}):(?<container>[0-9a-f]{64}))?\\z");
    private static final Pattern CONTAINER =
            Pattern.compile("(?:(?<runtime>cri-containerd|containerd|crio|docker|libpod)-)?"
                    + "(?<container>[0-9a-f]{64}|[0-9a-f]{32}-[0-9]{10})(?:\\.scope)?");
    private static final Pattern QOS = Pattern.compile("(?:^|-)(besteffort|burstable)(?:-|\\.slice|\\z)");

    /** Whether the pod comes from a manifest on the node; its uid is then the annotation {@code kubernetes.io/config.hash}. */
    public boolean staticPod() {
        return podUid != null && podUid.length() == STATIC_UID;
    }

    /** Whether the path names a pod or a container. */
    public boolean isNamed() {
        return podUid != null || containerId != null;
    }

    /** What the path says if nothing is known of the node's pods. */
    public static CgroupPath parse(String path) {
        return parse(path, uid -> false);
    }

    /**
     * The outermost pod that the node knows wins, since a container can write anything below its own cgroup; if it knows
     * none of them, the last wins, since a node may itself be a container of another cluster.
     *
     * @param path below the cgroup mount; any text: what it does not say is absent
     */
    public static CgroupPath parse(String path, Predicate<String> knownPod) {
        var segments = segments(path);
        var pod = pod(segments, knownPod);
        return pod == null ? outsidePods(segments) : inPod(segments, pod);
    }

    private static List<String> segments(String path) {
        var whole = path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
        if (whole.length() > LONGEST) whole = whole.substring(0, whole.lastIndexOf('/', LONGEST) + 1);
        return Arrays.asList(whole.split("/"));
    }

    private static @Nullable Segment pod(List<String> segments, Predicate<String> knownPod) {
        Segment last = null;
        for (int i = 0; i < segments.size(); i++) {
            var name = POD.matcher(segments.get(i));
            if (!name.find()) continue;
            last = new Segment(i, name);
            if (knownPod.test(last.uid())) return last;
        }
        return last;
    }

    private static @Nullable Segment container(List<String> segments, int from) {
        for (int i = from; i < segments.size(); i++) {
            var name = CONTAINER.matcher(segments.get(i));
            if (name.matches()) return new Segment(i, name);
        }
        return null;
    }

    private static CgroupPath outsidePods(List<String> segments) {
        var container = container(segments, 0);
        if (container == null) return ELSEWHERE;
        var parent = container.at > 0 ? segments.get(container.at - 1) : "";
        var runtime = container.runtime() == null && parent.equals("docker") ? parent : container.runtime();
        return new CgroupPath(null, container.containerId(), runtime, null, container.below(segments));
    }

    private static CgroupPath inPod(List<String> segments, Segment pod) {
        var qos = qos(segments, pod.at);
        var container = pod.containerId() != null ? pod : container(segments, pod.at + 1);
        if (container == null) return new CgroupPath(pod.uid(), null, null, qos, "");
        return new CgroupPath(pod.uid(), container.containerId(), container.runtime(), qos, container.below(segments));
    }

    /** The class stands in the pod's own segment or between it and the nearest {@code kubepods}. */
    private static Qos qos(List<String> segments, int at) {
        for (int i = at; i >= 0; i--) {
            var qos = QOS.matcher(segments.get(i));
            if (qos.find()) return Qos.valueOf(qos.group(1).toUpperCase(Locale.ROOT));
            if (i < at && segments.get(i).contains("kubepods")) break;
        }
        return Qos.GUARANTEED;
    }

    /** A part of the path that a pattern knows. */
    private record Segment(int at, Matcher name) {
        /** systemd reads a dash as a step down the tree, so its driver writes the uid with underscores. */
        String uid() {
            return name.group(1).replace('_', '-');
        }

        @Nullable
        String containerId() {
            return name.group("container");
        }

        @Nullable
        String runtime() {
            return name.group("runtime");
        }

        String below(List<String> segments) {
            return String.join("/", segments.subList(at + 1, segments.size()));
        }
    }
}
