package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OopsCommandTest {
    private static final String DIVISION = """
            [    1.000001] Oops: divide error: 0000 [#1] PREEMPT SMP
            [    1.000002] RIP: 0010:guilty+0x1/0x2
            [    1.000003] Call Trace:
            [    1.000004]  guilty+0x1/0x2
            [    1.000005]  caller+0x1/0x2
            """;

    @TempDir
    Path folder;

    @Test
    void namesEachFileInOneObjectOfJson() throws IOException {
        // Given
        String division = file("division", DIVISION + "[    1.1] Kernel panic - not syncing: Fatal exception\n");
        String quiet = file("quiet", "[    1.0] all is well\n");

        // When
        var typed = Typed.line("oops", division, quiet, "--json");

        // Then
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).isEmpty();
        var objects = typed.out().lines().toList();
        assertThat(objects).hasSize(2);
        var first = new ObjectMapper().readTree(objects.get(0));
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly(
                        "file", "panicked", "title", "alternatives", "kind", "fingerprint", "corrupted", "frames");
        assertThat(first.get("file").asText()).isEqualTo(division);
        assertThat(first.get("panicked").asBoolean()).isTrue();
        assertThat(first.get("title").asText()).isEqualTo("divide error in guilty");
        assertThat(first.get("kind").asText()).isEqualTo("fault");
        assertThat(first.get("frames").toString()).isEqualTo("[\"guilty\",\"caller\"]");
        assertThat(new ObjectMapper().readTree(objects.get(1)).get("title").asText())
                .isEmpty();
    }

    @Test
    void goesOnBehindAFileThatItCannotRead() throws IOException {
        // When
        var typed = Typed.line("oops", folder.resolve("none").toString(), folder.toString(), file("it", DIVISION));

        // Then
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).contains("divide error in guilty (fault)");
        assertThat(typed.err()).contains("none\": there is no such file", "what to do");
        assertThat(typed.err().lines()).hasSize(4);
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        // Given
        Path large = folder.resolve("large");
        Files.write(large, new byte[(16 << 20) + 1]);

        // When
        var typed = Typed.line("oops", large.toString());

        // Then
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("larger than 16 MiB");
    }

    @Test
    void takesNoHeaderForWhatAKernelSaid() throws IOException {
        // Given
        String header = "Subject: BUG: soft lockup in innocent\nTITLE: KASAN: use-after-free Read in innocent\n\n";

        // When
        var typed = Typed.line(
                "oops", file("nothing", header + "all is well\n"), file("something", header + DIVISION), "--json");

        // Then
        assertThat(typed.out()).doesNotContain("innocent").contains("divide error in guilty");
    }

    @Test
    void readsStandardInput() {
        // Given
        var out = new ByteArrayOutputStream();
        var streams = new Streams(new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        var command = new OopsCommand(streams, new ByteArrayInputStream(DIVISION.getBytes(StandardCharsets.UTF_8)));
        command.files = List.of("-");

        // When
        int exitCode = command.call();

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("\"-\": divide error in guilty");
    }

    @Test
    void neverPrintsWhatAKernelSaidUnescaped() throws IOException {
        // When
        var typed = Typed.line("oops", file("hostile", "Kernel panic - not syncing: a\u001b[2Jb\n"));

        // Then
        assertThat(typed.out()).doesNotContain("\u001b").contains("panic");
    }

    private String file(String name, String console) throws IOException {
        return Files.writeString(folder.resolve(name), console).toString();
    }
}
