package io.hikeshi.sensor.event;

/**
 * Who reports an event, and from where.
 *
 * @param cluster the cluster's name
 * @param node the node's name in the cluster, or the host name outside one
 * @param bootId {@code /proc/sys/kernel/random/boot_id} of the node: which life of it
 * @param sensor the sensor source, such as {@code kernel}
 */
public record Origin(String cluster, String node, String bootId, String sensor) {
    /** Stands for a boot that nobody knows: the sender is no node of the cluster, or there is no cluster. */
    public static final String UNKNOWN_BOOT = "unknown";

    public Origin {
        Text.requireName("cluster", cluster);
        Text.requireName("node", node);
        Text.requireName("bootId", bootId);
        Text.requireName("sensor", sensor);
    }

    /** The CloudEvents source: {@code /clusters/<cluster>/nodes/<node>/<sensor>}. */
    public String source() {
        return "/clusters/" + cluster + "/nodes/" + node + "/" + sensor;
    }
}
