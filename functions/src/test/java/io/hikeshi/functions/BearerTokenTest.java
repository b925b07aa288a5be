package io.hikeshi.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
    @TempDir
    Path folder;

    @Test
    void allowsWhoeverHoldsTheToken() {
        // Given
        var token = new BearerToken(Optional.of("s3cret"), Optional.empty());

        // When
        var allowed = token.allows("Bearer s3cret") && token.allows("bearer  s3cret ");

        // Then
        assertThat(allowed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3crets", "Basic s3cret", "s3cret"})
    void refusesEveryoneElse(String header) {
        // Given
        var token = new BearerToken(Optional.of("s3cret"), Optional.empty());

        // When
        var allowed = token.allows(header);

        // Then
        assertThat(allowed).isFalse();
        assertThat(token.allows(null)).isFalse();
    }

    @Test
    void refusesEveryoneWhileThereIsNoToken() throws IOException {
        // Given
        var none = new BearerToken(Optional.empty(), Optional.empty());
        var blank = new BearerToken(Optional.of(" "), Optional.empty());
        var missing = new BearerToken(Optional.empty(), Optional.of(folder.resolve("missing")));
        var empty = new BearerToken(Optional.empty(), Optional.of(Files.writeString(folder.resolve("empty"), "\n")));

        for (BearerToken token : new BearerToken[] {none, blank, missing, empty}) {
            // When
            var allowed = token.allows("Bearer ") || token.allows("Bearer  ") || token.allows(null);

            // Then
            assertThat(allowed).isFalse();
        }
    }

    @Test
    void takesTheNewTokenOnceItsFileIsSwapped() throws IOException {
        // Given
        var file = Files.writeString(folder.resolve("token"), "first\n");
        var token = new BearerToken(Optional.empty(), Optional.of(file));
        assertThat(token.allows("Bearer first")).isTrue();

        // When
        Files.move(Files.writeString(folder.resolve("next"), "second\n"), file, StandardCopyOption.REPLACE_EXISTING);

        // Then
        assertThat(token.allows("Bearer first")).isFalse();
        assertThat(token.allows("Bearer second")).isTrue();
    }
}
