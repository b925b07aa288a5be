package io.hikeshi.sensor.event;

/**
 * Who owns a pod: the top of its owner references.
 *
 * @param kind such as {@code Deployment}
 * @param name its name in the pod's namespace
 */
public record Workload(String kind, String name) {
    public Workload {
        Text.requireName("workload kind", kind);
        Text.requireName("workload name", name);
    }

    /** {@code Deployment/web}. */
    public String describe() {
        return kind + "/" + name;
    }
}
