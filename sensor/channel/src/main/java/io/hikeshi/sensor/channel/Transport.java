package io.hikeshi.sensor.channel;

import java.time.Duration;
import java.util.function.Consumer;

/** What both connectors can do, and what the same tests ask of both. */
interface Transport extends AutoCloseable {
    OutboundChannel send(String channel, Consumer<Outbound> onAccepted);

    InboundChannel receive(ChannelOptions options);

    /** Finishes what is under way, within the time that the configuration allows. */
    @Override
    void close();

    static Duration until(long nanoTime) {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }
}
