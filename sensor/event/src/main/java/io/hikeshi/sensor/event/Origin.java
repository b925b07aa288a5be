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
    /** RFC 1123 allows a subdomain 253 characters. */
    private static final int LONGEST_NAME = 253;

    public Origin {
        requireName("cluster", cluster);
        requireName("node", node);
        requireName("bootId", bootId);
        requireName("sensor", sensor);
    }

    /** The CloudEvents source: {@code /clusters/<cluster>/nodes/<node>/<sensor>}. */
    public String source() {
        return "/clusters/" + cluster + "/nodes/" + node + "/" + sensor;
    }

    private static void requireName(String what, String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || !name.chars().allMatch(Origin::isNameCharacter)) {
            throw new IllegalArgumentException(
                    what + " is not 1.." + LONGEST_NAME + " of [A-Za-z0-9._-]: " + Text.quoted(name));
        }
    }

    private static boolean isNameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }
}
