package io.hikeshi.sensor.agent.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node's heartbeat in {@code kube-node-lease}.
 *
 * @param renewedAt by the node's own clock, so it is only ever compared with itself; null if never
 * @param seconds for which a renewal holds
 */
record NodeLease(@Nullable Instant renewedAt, int seconds) {}
