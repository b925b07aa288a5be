package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class KubeconfigTest {
    private static final String TWO_CLUSTERS = """
            apiVersion: v1
            kind: Config
            current-context: second
            clusters:
              - {name: a, cluster: {server: "https://a:6443"}}
              - {name: b, cluster: {server: "https://b:6443"}}
            contexts:
              - {name: first, context: {cluster: a, user: me}}
              - {name: second, context: {cluster: b, user: me}}
            users:
              - {name: me, user: {token: secret}}
            """;

    private final Kubeconfig.Reader reader = new Kubeconfig.Reader();

    @TempDir
    Path folder;

    @Test
    void namesTheServerOfTheCurrentContext() throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("config"), TWO_CLUSTERS);

        // When
        var kubeconfig = reader.convert(file.toString());

        // Then
        assertThat(kubeconfig).isEqualTo(new Kubeconfig(file, "https://b:6443"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "- 1",
                "{",
                "apiVersion: hikeshi.io/v1\nkind: Rules",
                "current-context: x\ncontexts:\nclusters:",
                "current-context: x\ncontexts: [{name: x, context: {cluster: a}}]\nclusters: [{name: a}]",
            })
    void refusesWhatLeadsToNoCluster(String content) throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("config"), content);

        // When, Then
        assertThatThrownBy(() -> reader.convert(file.toString()))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("is not a kubeconfig");
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> reader.convert(folder.toString()))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("is not a file");
    }
}
