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
 */
public record Cause(
        String eventId,
        String kind,
        String title,
        String fingerprint,
        String node,
        @Nullable String pod,
        Instant at) {}
