package io.hikeshi.responder.rules;

import java.time.Duration;
import java.util.Set;

/**
 * How many nodes some actions may touch within a time, all rules and responders together.
 *
 * @param name unique over all files
 * @param actions the words of those that it holds back
 * @param max how many nodes, or how many percent of the cluster's
 * @param isPercent whether {@code max} is percent
 * @param window how long a node counts after it was touched
 */
public record Budget(String name, Set<String> actions, int max, boolean isPercent, Duration window) {
    static final Duration DEFAULT_WINDOW = Duration.ofHours(1);

    public Budget {
        if (max < 1 || isPercent && max > 100) throw new IllegalArgumentException("max of a budget: " + max);
        actions = Set.copyOf(actions);
    }

    /**
     * How many nodes it allows, at least one: less would not be a budget, but a ban.
     *
     * @param nodes how many the cluster has; 0 if nobody knows now
     */
    public int allows(int nodes) {
        return isPercent ? Math.max(1, (int) ((long) nodes * max / 100)) : max;
    }

    /** As the rule file writes it: {@code 10%}. */
    public String describe() {
        return max + (isPercent ? "%" : "") + " in " + Durations.describe(window);
    }
}
