package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.responder.rules.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesInForceTest {
    @TempDir
    Path folder;

    @Test
    void takesOverAChangedFile() throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("rules.yaml"), yaml("first"));
        var rules = new RulesInForce(folder, Deaths.AT);
        Files.writeString(file, yaml("second"));

        // When
        boolean changed = rules.refresh(Deaths.AT.plusSeconds(1));

        // Then
        assertThat(changed).isTrue();
        assertThat(rules.rules().all()).extracting(Rule::name).containsExactly("second");
    }

    @Test
    void takesOverAConfigMapWhoseSymlinkWasSwapped() throws Exception {
        // Given
        mount("..one", "first");
        Files.createSymbolicLink(folder.resolve("rules.yaml"), Path.of("..data/rules.yaml"));
        var rules = new RulesInForce(folder, Deaths.AT);
        mount("..two", "second");

        // When
        rules.refresh(Deaths.AT.plusSeconds(1));

        // Then
        assertThat(rules.rules().all()).extracting(Rule::name).containsExactly("second");
    }

    @Test
    void keepsGoodRulesWhenABrokenFileComes() throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("rules.yaml"), yaml("first"));
        var rules = new RulesInForce(file, Deaths.AT);
        Files.writeString(file, yaml("second").replace("then", "than"));

        // When
        boolean changed = rules.refresh(Deaths.AT.plusSeconds(1));

        // Then
        assertThat(changed).isFalse();
        assertThat(rules.rules().all()).extracting(Rule::name).containsExactly("first");
        assertThat(rules.state().error()).contains(":6:5: a rule has no key \"than\"; did you mean \"then\"?");
        assertThat(rules.refresh(Deaths.AT.plusSeconds(2))).isFalse();
    }

    @Test
    void keepsGoodRulesWhenTheFolderIsGone() throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("rules.yaml"), yaml("first"));
        var rules = new RulesInForce(folder, Deaths.AT);
        Files.delete(file);

        // When
        rules.refresh(Deaths.AT.plusSeconds(1));

        // Then
        assertThat(rules.rules().all()).hasSize(1);
        assertThat(rules.state().error()).contains("the folder has no *.yaml");
    }

    @Test
    void refusesToStartWithBrokenRules() throws Exception {
        var file = Files.writeString(folder.resolve("rules.yaml"), "rules: {");

        assertThatThrownBy(() -> new RulesInForce(file, Deaths.AT))
                .isInstanceOf(RulesRefused.class)
                .hasMessageContaining(file + ":1:9: not YAML");
    }

    /** As the kubelet does: a new folder, and a symlink that is renamed over the old one. */
    private void mount(String name, String rule) throws Exception {
        var data = Files.createDirectory(folder.resolve(name));
        Files.writeString(data.resolve("rules.yaml"), yaml(rule));
        var link = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of(name));
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String yaml(String rule) {
        return """
                apiVersion: hikeshi.io/v1
                kind: Rules
                rules:
                  - name: %s
                    on: [process.crashed]
                    then: [{action: annotate-pod}]
                """.formatted(rule);
    }
}
