package io.hikeshi.sensor.agent.netconsole;

import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.sensor.event.Sender;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a forger from flooding the stream, where the oldest events make room for new ones: a kernel panics once in a boot,
 * so a node that does it twenty times a minute is none. Whoever carries its node's nonce is never held back. Safe for threads.
 */
final class Flood {
    static final int MOST_OF_A_NODE = 20;
    /** Of all together: each may be a machine of its own, behind an address translation. */
    static final int MOST_OF_STRANGERS = 600;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Map<String, Integer> ofNodes = new HashMap<>();
    private int ofStrangers;
    private long minuteAt;

    /** @param nanos of {@link System#nanoTime} */
    synchronized boolean admits(Sender sender, long nanos) {
        if (sender.nonce() == Nonce.VERIFIED) return true;
        if (nanos - minuteAt >= MINUTE) {
            minuteAt = nanos;
            ofStrangers = 0;
            ofNodes.clear();
        }
        if (!sender.known()) return ++ofStrangers <= MOST_OF_STRANGERS;
        return ofNodes.merge(sender.address(), 1, Integer::sum) <= MOST_OF_A_NODE;
    }
}
