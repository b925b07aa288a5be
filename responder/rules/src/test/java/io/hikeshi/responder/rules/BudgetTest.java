package io.hikeshi.responder.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
    private static final String HEAD = "apiVersion: hikeshi.io/v1\nkind: Rules\nbudgets:\n";

    @Test
    void readsNumbersAndPercents() throws Exception {
        // Given
        var yaml = HEAD + "  - { name: nodes-out, actions: [cordon-node, fail-pods], max: 10%, window: 2h }\n"
                + "  - { name: nodes-gone, actions: [delete-node], max: 3 }\n";

        // When
        var budgets = Rules.parse("rules.yaml", yaml).budgets();

        // Then
        assertThat(budgets)
                .containsExactly(
                        new Budget("nodes-out", Set.of("cordon-node", "fail-pods"), 10, true, Duration.ofHours(2)),
                        new Budget("nodes-gone", Set.of("delete-node"), 3, false, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "10, true, 100, 10",
        "10, true, 19, 1",
        "10, true, 3, 1",
        "10, true, 0, 1",
        "100, true, 7, 7",
        "3, false, 0, 3"
    })
    void allowsAShareOfTheClustersNodesButOneAtLeast(int max, boolean isPercent, int nodes, int allowed) {
        // Given
        var budget = new Budget("nodes-out", Set.of("cordon-node"), max, isPercent, Duration.ofHours(1));

        // Then
        assertThat(budget.allows(nodes)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: b, actions: [cordon-node], max: 0} | 4:44: max \"0\" is neither a number of nodes from 1 nor "
                        + "1%..100%; write max: 3 or max: 10%",
                "{name: b, actions: [cordon-node], max: 101%} | 4:44: max \"101%\" is neither a number of nodes from 1 nor "
                        + "1%..100%; write max: 3 or max: 10%",
                "{name: b, actions: [cordon-nodes], max: 1} | 4:25: no action is called \"cordon-nodes\"; did you mean "
                        + "\"cordon-node\"?",
                "{name: b, actions: [uncordon-node], max: 1} | 4:25: uncordon-node only heals or tells, and goes on when "
                        + "a budget is spent; leave it out",
                "{name: b, actions: [page-oncall], max: 1} | 4:25: page-oncall only heals or tells",
                "{name: b, actions: [], max: 1} | 4:24: actions is not a list of at least one",
                "{name: b, actions: [cordon-node]} | 4:5: a budget needs max; write max: 10%",
                "{name: B!, actions: [cordon-node], max: 1} | 4:12: name \"B!\" is not 1..63 of [a-z0-9-]; write name: "
                        + "nodes-out",
                "{name: b, actions: [cordon-node], max: 1, window: 30s} | 4:55: window \"30s\" is not a time of 1m..7d",
                "{name: b, actions: [cordon-node], max: 1, per: zone} | 4:47: a budget has no key \"per\"",
            })
    void saysWhatIsWrongWhereAndWhatToDo(String budget, String error) {
        assertThatThrownBy(() -> Rules.parse("rules.yaml", HEAD + "  - " + budget))
                .isInstanceOf(BrokenRules.class)
                .hasMessageStartingWith("rules.yaml:" + error);
    }

    @Test
    void refusesANameThatAnotherFilesBudgetHas(@TempDir Path folder) throws Exception {
        // Given
        var yaml = HEAD + "  - {name: b, actions: [cordon-node], max: 1}";
        Files.writeString(folder.resolve("1.yaml"), yaml);
        Files.writeString(folder.resolve("2.yaml"), yaml);

        // Then
        assertThatThrownBy(() -> Rules.read(folder))
                .hasMessage("%s:4:12: budget \"b\" is already at %s:4; names are ids: choose another"
                        .formatted(folder.resolve("2.yaml"), folder.resolve("1.yaml")));
    }
}
