package io.hikeshi.sensor.netconsole.target;

import io.hikeshi.sensor.netconsole.wire.Format;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a machine's netconsole to be.
 *
 * @param receivers one to eight
 * @param device null for the one that the route takes
 * @param mac of the next hop; null to find it out
 * @param loglevel of consoles, 1 to 8; empty to leave it as it is
 * @param nonce null to keep the present one, or make one
 */
public record Wishes(
        List<Endpoint> receivers,
        @Nullable String device,
        @Nullable MacAddress mac,
        Format format,
        OptionalInt loglevel,
        @Nullable NodeNonce nonce) {
    private static final int MOST_RECEIVERS = 8;
    private static final int LOWEST_LOGLEVEL = 1;
    private static final int HIGHEST_LOGLEVEL = 8;

    /** @throws IllegalArgumentException if that cannot be wanted */
    public Wishes {
        receivers = receivers.stream().distinct().toList();
        if (receivers.isEmpty() || receivers.size() > MOST_RECEIVERS) {
            throw new IllegalArgumentException("there must be 1 to " + MOST_RECEIVERS + " receivers");
        }
        if (device != null) Device.requireName(device);
        loglevel.ifPresent(Wishes::requireLoglevel);
    }

    boolean extended() {
        return format == Format.EXTENDED;
    }

    private static void requireLoglevel(int level) {
        if (level >= LOWEST_LOGLEVEL && level <= HIGHEST_LOGLEVEL) return;
        throw new IllegalArgumentException(level + " is not a log level in 1..8");
    }
}
