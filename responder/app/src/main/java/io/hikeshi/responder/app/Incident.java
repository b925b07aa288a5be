package io.hikeshi.responder.app;

import org.jspecify.annotations.Nullable;

/**
 * What belongs to one cause.
 *
 * @param id 16 hex digits: with action and attempt it makes an Audit-ID of at most 64 characters
 * @param previous the incident of the same cause before this; null if none is remembered
 * @param diedBoot of a node's death, the boot that died; null of other incidents, and while nobody knows
 */
record Incident(
        String id, @Nullable String previous, @Nullable String diedBoot) {
    static final int ID_LENGTH = 16;

    /** One that is not about a node's death. */
    Incident(String id, @Nullable String previous) {
        this(id, previous, null);
    }
}
