package io.hikeshi.sensor.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void splitsAtZeroBytes() {
        assertThat(CommandLine.split("java\0-jar\0a b.jar\0".getBytes(UTF_8), false))
                .containsExactly("java", "-jar", "a b.jar");
    }

    @Test
    void keepsAnEmptyArgumentButNotTheRestOfAnOverwrittenLine() {
        assertThat(CommandLine.split("grep\0\0file\0".getBytes(UTF_8), false)).containsExactly("grep", "", "file");
        assertThat(CommandLine.split("puma 5.6 worker\0\0\0\0".getBytes(UTF_8), false))
                .containsExactly("puma 5.6 worker");
    }

    @Test
    void leavesOutAnArgumentThatWasCut() {
        assertThat(CommandLine.split("curl\0-H\0Authorization: Bea".getBytes(UTF_8), true))
                .containsExactly("curl", "-H", "…");
    }

    @Test
    void knowsNoArgumentsOfAnErasedLine() {
        assertThat(CommandLine.split(new byte[8], false)).isEmpty();
    }

    @Test
    void survivesBytesThatAreNoText() {
        assertThat(CommandLine.split(new byte[] {(byte) 0xff, 'x', 0}, false)).containsExactly("\ufffdx");
    }
}
