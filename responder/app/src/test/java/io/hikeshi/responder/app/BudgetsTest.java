package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.responder.action.ActionRequest;
import io.hikeshi.responder.action.Cause;
import io.hikeshi.responder.action.Target;
import io.hikeshi.responder.rules.Budget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Budget WIDE = new Budget("wide", Set.of("cordon-node", "fail-pods"), 2, false, HOUR);
    private static final Budget NARROW = new Budget("narrow", Set.of("cordon-node"), 1, false, HOUR);

    private final Budgets budgets = new Budgets(
            "default", () -> List.of(WIDE, NARROW), new MemoryLedger(), Optional.empty(), new MovableClock(Deaths.AT));

    @Test
    void chargeNoneWhereOneOfThemIsSpent() {
        // Given
        budgets.take(request("cordon-node", "n1"));

        // When
        var second = budgets.take(request("cordon-node", "n2"));

        // Then
        assertThat(second).contains("budget narrow (1 in 1h) is spent");
        assertThat(budgets.take(request("fail-pods", "n3"))).isEmpty();
    }

    @Test
    void chargeEveryOneThatTheActionFallsUnder() {
        // Given
        budgets.take(request("cordon-node", "n1"));
        budgets.take(request("fail-pods", "n2"));

        // When
        var third = budgets.take(request("fail-pods", "n3"));

        // Then
        assertThat(third).contains("budget wide (2 in 1h) is spent");
    }

    private static ActionRequest request(String action, String node) {
        var cause = new Cause("e1", "kernel.panicked", "t", "f1", node, null, Deaths.AT);
        return new ActionRequest(
                "i-1", "r", action, new Target.Node(node), 0, Map.of(), cause, ActionRequest.Mode.APPLY);
    }
}
