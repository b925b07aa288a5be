package io.hikeshi.responder.app;

import io.hikeshi.sensor.event.EventId;
import io.hikeshi.sensor.event.KernelPanicDisproved;
import io.hikeshi.sensor.event.KernelPanicRecovered;
import io.hikeshi.sensor.event.KernelPanicReported;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.NodeLost;
import io.hikeshi.sensor.event.NodeRebooted;
import io.hikeshi.sensor.event.Origin;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about which life of a node ended.
 *
 * @param mark equal for deliveries of one event, and for nothing else
 * @param bootId the boot that died; null if the event does not know
 * @param nextBootId the boot that came after it; null if the event does not know
 * @param panic equal for events of one panic; null if the event names none
 * @param isDated whether {@code panic} holds the kernel's time, so that no other panic of the node has the same
 */
record DeathSign(
        String mark,
        Instant at,
        @Nullable String bootId,
        @Nullable String nextBootId,
        @Nullable String panic,
        boolean isDated) {
    static final String PANIC = "panic-";

    /** Empty for what is not the death of a whole node. */
    static Optional<DeathSign> of(NodeEvent event) {
        if (event instanceof KernelPanicked panic) return Optional.of(panic(panic, panic.usec(), panic.reason()));
        if (event instanceof KernelPanicReported panic) return Optional.of(panic(panic, panic.usec(), panic.reason()));
        if (event instanceof KernelPanicRecovered) return Optional.of(sign(event, null, bootOf(event)));
        if (event instanceof KernelPanicDisproved || event instanceof NodeLost) {
            return Optional.of(sign(event, bootOf(event), null));
        }
        if (event instanceof NodeRebooted rebooted) {
            return Optional.of(sign(event, known(rebooted.previousBootId()), bootOf(event)));
        }
        return Optional.empty();
    }

    private static DeathSign panic(NodeEvent event, @Nullable Long usec, String reason) {
        var panic = PANIC + EventId.hash(String.valueOf(usec), reason);
        return new DeathSign(markOf(event), event.at(), bootOf(event), null, panic, usec != null);
    }

    private static DeathSign sign(NodeEvent event, @Nullable String bootId, @Nullable String nextBootId) {
        return new DeathSign(markOf(event), event.at(), bootId, nextBootId, null, false);
    }

    private static String markOf(NodeEvent event) {
        return EventId.hash(event.id(), event.at().toString());
    }

    private static @Nullable String bootOf(NodeEvent event) {
        return known(event.origin().bootId());
    }

    private static @Nullable String known(String bootId) {
        return bootId.equals(Origin.UNKNOWN_BOOT) ? null : bootId;
    }
}
