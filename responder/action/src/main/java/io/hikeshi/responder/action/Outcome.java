package io.hikeshi.responder.action;

import io.hikeshi.sensor.event.EventId;
import java.time.Instant;

/**
 * What became of a request.
 *
 * @param actionId the request's id
 * @param detail past tense: what was done, to what; or why not, and what to do
 * @param attempt which delivery this came from, from 1
 */
public record Outcome(
        String actionId,
        String incident,
        String rule,
        String action,
        Target target,
        Status status,
        String detail,
        int attempt,
        Instant at) {
    /** How it ended. */
    public enum Status {
        /** The world was changed. */
        DONE("action.completed"),
        /** An earlier delivery had done it; nothing was touched, whatever people did since. */
        ALREADY_DONE("action.completed"),
        /** Only shown: the detail says what would have been done. */
        SHOWN("action.skipped"),
        /** Not wanted or not possible here, and that is fine: the detail says why. */
        SKIPPED("action.skipped"),
        /** It will not succeed however often it is tried. */
        FAILED("action.failed");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** The tail of the CloudEvents type. */
        public String word() {
            return word;
        }
    }

    /** Each delivery that was answered has an outcome of its own; a repeated answer is the same one. */
    public String id() {
        return EventId.hash(actionId, "outcome", Integer.toString(attempt));
    }

    public static Outcome of(ActionRequest request, Status status, String detail, int attempt, Instant at) {
        return new Outcome(
                request.id(),
                request.incident(),
                request.rule(),
                request.action(),
                request.target(),
                status,
                detail,
                attempt,
                at);
    }
}
