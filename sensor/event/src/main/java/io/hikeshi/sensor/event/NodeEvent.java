package io.hikeshi.sensor.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something on a node died. An immutable fact: which incident it belongs to is the responder's judgement. */
public sealed interface NodeEvent permits ProcessDeath, KernelEvent, NodeLife {
    /** The same death always gets the same id, however often and by whichever backend it is read. */
    String id();

    Kind kind();

    Origin origin();

    Instant at();

    /** One line that a person can be woken with. */
    String title();

    /** Equal for deaths of one cause, across restarts, pods and nodes. */
    String fingerprint();

    /** The pod that it happened in, as far as it is known; null outside any pod. */
    @Nullable
    Pod pod();
}
