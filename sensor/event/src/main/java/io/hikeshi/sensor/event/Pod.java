package io.hikeshi.sensor.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pod that an event happened in. The cgroup path gives the uid at once; the rest is the API server's.
 *
 * @param uid metadata.uid; of a static pod the config hash, until its mirror pod is known
 * @param namespace null until the API server was asked
 * @param name null until the API server was asked
 * @param labels in the order of their keys; empty until the API server was asked
 * @param workload the top owner; null if there is none or it is not known
 */
public record Pod(
        String uid,
        @Nullable String namespace,
        @Nullable String name,
        Map<String, String> labels,
        @Nullable Workload workload) {
    /** Nobody can make a crash unreportable by putting many labels on a pod: the first of them by key are kept. */
    static final int MOST_LABELS = 128;
    /** A prefix of 253, a slash, and a name of 63. */
    static final int LONGEST_LABEL_KEY = 317;

    static final int LONGEST_LABEL_VALUE = 63;

    public Pod {
        Text.requireName("pod uid", uid);
        if ((namespace == null) != (name == null)) {
            throw new IllegalArgumentException(
                    "pod " + Text.quoted(uid) + " needs both namespace and name, or neither");
        }
        if (namespace != null) Text.requireName("pod namespace", namespace);
        if (name != null) Text.requireName("pod name", name);
        labels = bounded(labels);
    }

    /** A pod of which only the uid is known so far. */
    public static Pod ofUid(String uid) {
        return new Pod(uid, null, null, Map.of(), null);
    }

    public boolean isNamed() {
        return name != null;
    }

    private static Map<String, String> bounded(Map<String, String> labels) {
        var bounded = new TreeMap<String, String>();
        for (var label : new TreeMap<>(labels).entrySet()) {
            if (bounded.size() == MOST_LABELS) break;
            bounded.put(Text.cut(label.getKey(), LONGEST_LABEL_KEY), Text.cut(label.getValue(), LONGEST_LABEL_VALUE));
        }
        return Collections.unmodifiableMap(bounded);
    }

    List<String> absent() {
        var absent = new ArrayList<String>();
        if (!isNamed()) absent.addAll(List.of("pod.namespace", "pod.name", "pod.labels"));
        if (workload == null) absent.add("pod.workload");
        return absent;
    }
}
