package io.hikeshi.sensor.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pod that an event happened in. The cgroup path gives the uid at once; the rest is the API server's.
 *
 * @param uid metadata.uid; of a static pod the config hash, until its mirror pod is known
 * @param namespace null until the API server was asked
 * @param name null until the API server was asked
 * @param labels empty until the API server was asked
 * @param workload the top owner; null if there is none or it is not known
 */
public record Pod(
        String uid,
        @Nullable String namespace,
        @Nullable String name,
        Map<String, String> labels,
        @Nullable Workload workload) {
    public Pod {
        if (uid.isEmpty()) throw new IllegalArgumentException("pod without a uid");
        if ((namespace == null) != (name == null)) {
            throw new IllegalArgumentException(
                    "pod " + Text.quoted(uid) + " needs both namespace and name, or neither");
        }
        labels = Map.copyOf(labels);
    }

    /** A pod of which only the uid is known so far. */
    public static Pod ofUid(String uid) {
        return new Pod(uid, null, null, Map.of(), null);
    }

    public boolean isNamed() {
        return name != null;
    }

    List<String> absent() {
        var absent = new ArrayList<String>();
        if (!isNamed()) absent.addAll(List.of("pod.namespace", "pod.name", "pod.labels"));
        if (workload == null) absent.add("pod.workload");
        return absent;
    }
}
