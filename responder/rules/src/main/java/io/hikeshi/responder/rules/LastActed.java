package io.hikeshi.responder.rules;

import java.time.Instant;

/**
 * When one rule last acted on one incident.
 *
 * @param round counts the times that it acted, from 0
 * @param at the wall clock of the responder that judged
 * @param byEvent the event that it acted for; the same event again is a redelivery, not a new reason
 */
public record LastActed(int round, Instant at, String byEvent) {
    public LastActed {
        if (round < 0) throw new IllegalArgumentException("round < 0: " + round);
    }
}
