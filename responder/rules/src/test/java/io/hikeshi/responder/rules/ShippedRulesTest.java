package io.hikeshi.responder.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShippedRulesTest {
    /** From the module's folder, where Maven runs its tests. */
    private static final Path SHIPPED = Path.of("../../knative/base/rules");

    private static final Path README = Path.of("../README.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void changeNothingButAnnotationsAndTellPeopleOfProcesses() throws Exception {
        // When
        var rules = Rules.read(SHIPPED.resolve("process-deaths.yaml"));

        // Then
        assertThat(rules.all()).extracting(Rule::name).containsExactly("process-crashed", "process-oomkilled");
        assertThat(rules.all()).flatExtracting(Rule::actions).containsOnly("annotate-pod", "page-oncall");
    }

    @Test
    void destroyNothingOfANodeThatIsNotDead() throws Exception {
        // When
        var steps = Rules.read(SHIPPED).all().stream().flatMap(rule -> rule.then().stream());

        // Then
        assertThat(steps)
                .allSatisfy(step -> assertThat(
                                step.confirm().isAtLeast(step.action().leastConfirm()))
                        .as(step.action().word())
                        .isTrue());
    }

    @Test
    void holdBackWhateverTakesNodesOut() throws Exception {
        // When
        var rules = Rules.read(SHIPPED);

        // Then
        assertThat(rules.budgets())
                .singleElement()
                .satisfies(budget -> assertThat(budget.actions())
                        .containsExactlyInAnyOrderElementsOf(Arrays.stream(ActionKind.values())
                                .filter(ActionKind::mayBeBudgeted)
                                .map(ActionKind::word)
                                .toList()));
    }

    @Test
    void giveADeathOneSeverityBecauseItTellsAlertsApart() throws Exception {
        // Given
        var rules = Rules.read(SHIPPED.resolve("kernel-panics.yaml"));

        // When
        var pages = rules.all().stream()
                .flatMap(rule -> rule.then().stream())
                .filter(step -> step.action() == ActionKind.PAGE_ONCALL);

        // Then
        assertThat(pages)
                .hasSize(5)
                .allSatisfy(
                        page -> assertThat(Objects.requireNonNull(page.with().get("severity"))
                                        .render(Samples.crash()))
                                .isEqualTo("critical"));
    }

    @Test
    void areWrittenAsTheReadmeShows() throws Exception {
        // Given
        var examples = YAML.matcher(Files.readString(README));

        // When
        var texts = examples.results().map(example -> example.group(1)).toList();

        // Then
        assertThat(texts).hasSize(2);
        for (String text : texts)
            assertThat(Rules.parse("README.md", text).all()).hasSize(1);
    }
}
