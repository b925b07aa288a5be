package io.hikeshi.responder.app;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Target;
import io.hikeshi.responder.app.confirm.ClusterNodes;
import io.hikeshi.responder.app.confirm.NodesUnavailable;
import io.hikeshi.responder.rules.Budget;
import io.hikeshi.sensor.event.EventId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The budgets of all rules, counted by all responders together in the ledger, so that no restart gives one back. */
final class Budgets {
    private static final Logger LOG = Logger.getLogger(Budgets.class);
    private static final int MOST_TRIES = 20;

    private final String cluster;
    private final Supplier<List<Budget>> budgets;
    private final Ledger ledger;
    private final Optional<ClusterNodes> nodes;
    private final Clock clock;

    /**
     * @param budgets those in force now
     * @param nodes empty if there is no API server to count them
     */
    Budgets(String cluster, Supplier<List<Budget>> budgets, Ledger ledger, Optional<ClusterNodes> nodes, Clock clock) {
        this.cluster = cluster;
        this.budgets = budgets;
        this.ledger = ledger;
        this.nodes = nodes;
        this.clock = clock;
    }

    boolean holdBack(String action) {
        return budgets.get().stream().anyMatch(budget -> budget.actions().contains(action));
    }

    /**
     * Counts the request's node in every budget that its action falls under; else says which one is spent, and counts it in none,
     * unless another request takes the last place between the look and the count.
     */
    Optional<String> take(ActionRequest request) {
        var node = request.target() instanceof Target.Node target
                ? target.name()
                : request.cause().node();
        var concerned = budgets.get().stream()
                .filter(budget -> budget.actions().contains(request.action()))
                .toList();
        return concerned.stream()
                .filter(budget -> !hasRoom(budget, node))
                .findFirst()
                .or(() ->
                        concerned.stream().filter(budget -> !take(budget, node)).findFirst())
                .map(spent -> "budget " + spent.name() + " (" + spent.describe() + ") is spent");
    }

    private boolean hasRoom(Budget budget, String node) {
        var entry = ledger.get(Ledger.Bucket.BUDGETS, keyOf(budget));
        return read(budget, entry).allows(node, budget.allows(nodes()));
    }

    private boolean take(Budget budget, String node) {
        var key = keyOf(budget);
        for (int i = 0; i < MOST_TRIES; i++) {
            var entry = ledger.get(Ledger.Bucket.BUDGETS, key);
            var spent = read(budget, entry);
            if (spent.counts(node)) return true;
            if (!spent.allows(node, budget.allows(nodes()))) return false;
            if (write(key, entry, spent.with(node, clock.instant()))) return true;
        }
        throw LedgerUnavailable.contended("count node " + node + " in budget " + budget.name(), MOST_TRIES);
    }

    private String keyOf(Budget budget) {
        return EventId.hash(cluster, budget.name());
    }

    private SpentBudget read(Budget budget, Optional<Ledger.Entry> entry) {
        return entry.map(found -> LedgerJson.read(found.value(), SpentBudget.class))
                .orElseGet(() -> new SpentBudget(budget.name()))
                .since(clock.instant().minus(budget.window()));
    }

    private boolean write(String key, Optional<Ledger.Entry> entry, SpentBudget spent) {
        var json = LedgerJson.write(spent);
        return entry.isEmpty()
                ? ledger.create(Ledger.Bucket.BUDGETS, key, json)
                : ledger.replace(Ledger.Bucket.BUDGETS, key, json, entry.get().revision());
    }

    /** 0 if nobody knows: then a share of it is one node. */
    private int nodes() {
        try {
            return nodes.isEmpty() ? 0 : nodes.get().count();
        } catch (NodesUnavailable e) {
            LOG.warnf("counted nodes as unknown reason=%s", e.getMessage());
            return 0;
        }
    }
}
