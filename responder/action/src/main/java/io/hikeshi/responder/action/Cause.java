package io.hikeshi.responder.action;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The event that a rule matched: enough for an action to say why it acts.
 *
 * @param eventId the CloudEvent's id
 * @param kind such as {@code process.crashed}
 * @param title one line for people
 * @param fingerprint equal for equal causes
 * @param node where it happened
 * @param pod {@code namespace/name}; null outside any pod
 * @param bootId of a node's death, the boot that died; null if the event is about no such death, or nobody knows
 * @param trace the first lines of the call trace under its title, for a page; null if there is none
 */
public record Cause(
        String eventId,
        String kind,
        String title,
        String fingerprint,
        String node,
        @Nullable String pod,
        Instant at,
        @Nullable String bootId,
        @Nullable String trace) {
    /** Of an event that is not a node's death. */
    public Cause(
            String eventId,
            String kind,
            String title,
            String fingerprint,
            String node,
            @Nullable String pod,
            Instant at) {
        this(eventId, kind, title, fingerprint, node, pod, at, null, null);
    }
}
