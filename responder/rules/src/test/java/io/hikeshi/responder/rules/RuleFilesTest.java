package io.hikeshi.responder.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {
    @TempDir
    Path folder;

    @Test
    void readsAFolderInTheOrderOfItsNames() throws Exception {
        // Given
        write("b.yaml", "second");
        write("a.yaml", "first");
        Files.writeString(folder.resolve("notes.txt"), "not rules");
        Files.writeString(folder.resolve(".a.yaml"), "what an editor left");

        // When
        var rules = Rules.read(folder);

        // Then
        assertThat(rules.all()).extracting(Rule::name).containsExactly("first", "second");
    }

    @Test
    void readsAMountedConfigMapOnce() throws Exception {
        // Given
        var data = Files.createDirectory(folder.resolve("..2026_11_21"));
        Files.writeString(data.resolve("rules.yaml"), yaml("mounted"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_21"));
        Files.createSymbolicLink(folder.resolve("rules.yaml"), Path.of("..data/rules.yaml"));

        // When
        var rules = Rules.read(folder);

        // Then
        assertThat(rules.all()).extracting(Rule::name).containsExactly("mounted");
    }

    @Test
    void refusesANameThatAnotherFileHas() throws Exception {
        // Given
        write("a.yaml", "same");
        write("b.yaml", "same");

        // Then
        assertThatThrownBy(() -> Rules.read(folder))
                .hasMessage("%s:4:11: rule \"same\" is already at %s:4; names are ids: choose another"
                        .formatted(folder.resolve("b.yaml"), folder.resolve("a.yaml")));
    }

    @Test
    void refusesAFolderWithoutRules() {
        assertThatThrownBy(() -> Rules.read(folder))
                .hasMessage(folder + ": the folder has no *.yaml; put a rule file there");
    }

    @Test
    void refusesAFileThatOnlyLooksLikeOneOfRules() throws Exception {
        // Given
        write("a.yaml", "first");
        write("b.yml", "second");

        // Then
        assertThatThrownBy(() -> Rules.read(folder))
                .hasMessage(folder.resolve("b.yml")
                        + ": is not read: its name does not end in .yaml; rename it, or move it away");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        var missing = folder.resolve("none.yaml");

        assertThatThrownBy(() -> Rules.read(missing))
                .hasMessage(missing + ": there is no such file; name a rule file, or a folder of them");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws Exception {
        var file = Files.write(folder.resolve("a.yaml"), new byte[] {'a', (byte) 0xff});

        assertThatThrownBy(() -> Rules.read(file)).hasMessage(file + ": not UTF-8; save it as UTF-8");
    }

    @Test
    void refusesAHugeFile() throws Exception {
        var file = Files.writeString(folder.resolve("a.yaml"), "#".repeat(YamlFile.LARGEST + 1));

        assertThatThrownBy(() -> Rules.read(file)).hasMessageContaining("larger than 524288 bytes; split it");
    }

    @Test
    void stampsFilesByWhatTheyHold() throws Exception {
        // Given
        write("a.yaml", "first");
        var before = Rules.stampOf(folder);
        write("a.yaml", "other");
        var changed = Rules.stampOf(folder);
        write("a.yaml", "first");

        // When
        var again = Rules.stampOf(folder);

        // Then
        assertThat(again).isEqualTo(before).isNotEqualTo(changed);
    }

    private void write(String file, String rule) throws Exception {
        Files.writeString(folder.resolve(file), yaml(rule));
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
