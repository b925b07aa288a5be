package io.hikeshi.responder.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShippedRulesTest {
    /** From the module's folder, where Maven runs its tests. */
    private static final Path SHIPPED = Path.of("../../knative/base/rules");

    private static final Path README = Path.of("../README.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void changeNothingButAnnotationsAndTellPeople() throws Exception {
        // When
        var rules = Rules.read(SHIPPED);

        // Then
        assertThat(rules.all()).extracting(Rule::name).containsExactly("process-crashed", "process-oomkilled");
        assertThat(rules.all()).flatExtracting(Rule::actions).containsOnly("annotate-pod", "page-oncall");
    }

    @Test
    void areWrittenAsTheReadmeShows() throws Exception {
        // Given
        var example = YAML.matcher(Files.readString(README));

        // When
        var found = example.find();

        // Then
        assertThat(found).isTrue();
        assertThat(Rules.parse("README.md", example.group(1)).all()).hasSize(1);
    }
}
