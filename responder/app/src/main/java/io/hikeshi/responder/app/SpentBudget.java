package io.hikeshi.responder.app;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What is gone of one budget.
 *
 * @param budget its name, for whoever reads the bucket
 * @param nodes when each was counted
 */
record SpentBudget(String budget, Map<String, Instant> nodes) {
    SpentBudget {
        nodes = Map.copyOf(nodes);
    }

    SpentBudget(String budget) {
        this(budget, Map.of());
    }

    /** Without what was counted before. */
    SpentBudget since(Instant start) {
        var left = new HashMap<>(nodes);
        left.values().removeIf(counted -> counted.isBefore(start));
        return new SpentBudget(budget, left);
    }

    /** A node that is out already costs nothing. */
    boolean counts(String node) {
        return nodes.containsKey(node);
    }

    boolean allows(String node, int most) {
        return counts(node) || nodes.size() < most;
    }

    SpentBudget with(String node, Instant now) {
        var more = new HashMap<>(nodes);
        more.put(node, now);
        return new SpentBudget(budget, more);
    }
}
