package io.hikeshi.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @TempDir
    Path folder;

    @Test
    void readsTheWordWithoutTheLineEndThatEditorsLeave() throws IOException {
        // Given
        var secret = secret("s3cret\n");

        // When
        var word = secret.read();

        // Then
        assertThat(word).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\nsecond\n", "s3cret second", "s3cret\u0007", "s3cret\u00e9", "s3cret\r\nX-Evil: 1"})
    void refusesWhatNoHeaderCouldHoldAndNamesTheFileAlone(String text) throws IOException {
        // Given
        var secret = secret(text);

        // When
        var reading = assertThatThrownBy(secret::read);

        // Then
        reading.isInstanceOf(TryAgain.class)
                .hasMessageContaining(secret.file().toString())
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("second");
    }

    private Secret secret(String text) throws IOException {
        return new Secret("a token", Files.writeString(folder.resolve("token"), text));
    }
}
