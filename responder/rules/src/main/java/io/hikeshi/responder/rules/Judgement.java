package io.hikeshi.responder.rules;

import io.hikeshi.responder.action.Confirm;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one rule says about one event.
 *
 * @param reason why, in one printable line
 * @param round of {@link Verdict#ACT}: the passing of the rule's realert time that it acts for; else 0
 * @param effects what it wants done; empty unless it is to act
 */
public record Judgement(String rule, Verdict verdict, String reason, int round, List<Effect> effects) {
    public Judgement {
        effects = List.copyOf(effects);
    }

    /**
     * One action, its texts filled in.
     *
     * @param with by name of the setting; printable and bounded
     * @param confirm how sure one must be of the node's death before
     * @param within how long to wait for that; zero if there is nothing to confirm
     */
    public record Effect(ActionKind action, Map<String, String> with, Confirm confirm, Duration within) {
        public Effect {
            with = Map.copyOf(with);
        }
    }

    static Judgement no(Rule rule, Verdict verdict, String reason) {
        return new Judgement(rule.name(), verdict, reason, 0, List.of());
    }
}
