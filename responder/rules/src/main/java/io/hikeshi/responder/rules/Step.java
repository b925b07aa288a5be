package io.hikeshi.responder.rules;

import io.hikeshi.responder.action.Confirm;
import java.time.Duration;
import java.util.Map;

/**
 * One action of a rule.
 *
 * @param confirm how sure one must be of the node's death
 * @param within how long to wait for that; zero if there is nothing to confirm
 * @param with texts by name of the setting
 */
record Step(ActionKind action, Confirm confirm, Duration within, Map<String, Template> with) {
    static final Duration LONGEST_WITHIN = Duration.ofDays(1);

    /** A dead node shows within a minute, but somebody has to come to fence it. */
    static Duration defaultWithin(Confirm confirm) {
        return switch (confirm) {
            case NONE -> Duration.ZERO;
            case NODE_DEAD -> Duration.ofMinutes(10);
            case FENCED -> LONGEST_WITHIN;
        };
    }
}
