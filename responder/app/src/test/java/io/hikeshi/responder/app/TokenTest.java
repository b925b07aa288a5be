package io.hikeshi.responder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatIsInTheFileNow() throws IOException {
        assertThat(token("s3cret\n").get()).isEqualTo("s3cret");
    }

    @Test
    void namesTheFileThatHoldsNoTokenAndNotWhatItHolds() throws IOException {
        var token = token("s3cret\nand more");

        assertThatThrownBy(token::get)
                .hasMessageContaining(folder.resolve("token") + " holds no token: wanted printable ASCII")
                .hasMessageNotContaining("s3cret");
    }

    private Token token(String content) throws IOException {
        var file = Files.writeString(folder.resolve("token"), content);
        return new Token("hikeshi.responder.functions", Optional.empty(), Optional.of(file));
    }
}
