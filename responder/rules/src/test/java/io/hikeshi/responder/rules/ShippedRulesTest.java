package io.hikeshi.responder.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedRulesTest {
    /** From the module's folder, where Maven runs its tests. */
    private static final Path SHIPPED = Path.of("../../knative/base/rules");

    @Test
    void changeNothingButAnnotationsAndTellPeople() throws Exception {
        // When
        var rules = Rules.read(SHIPPED);

        // Then
        assertThat(rules.all()).extracting(Rule::name).containsExactly("process-crashed", "process-oomkilled");
        assertThat(rules.all()).flatExtracting(Rule::actions).doesNotContain("cordon-node");
    }
}
