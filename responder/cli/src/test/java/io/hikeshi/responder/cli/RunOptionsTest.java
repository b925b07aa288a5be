package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
    @Test
    void neverSharesTheNameOfAnotherCluster() throws Exception {
        // Given
        var options = new RunOptions(
                TrialCluster.name(),
                Path.of("rules"),
                null,
                "nats://one:4222,nats://two:4222",
                null,
                false,
                null,
                false,
                "auto",
                false,
                0,
                false);

        // When
        var settings = options.settings();

        // Then
        assertThat(settings.get("hikeshi.cluster")).startsWith("run-").hasSizeGreaterThan("run-".length());
        assertThat(settings).containsEntry("hikeshi.nats.url", "nats://one:4222,nats://two:4222");
    }

    @Test
    void watchesNodesOnlyWhereThereIsAClusterAndNoProcessesWithoutABackend() {
        // Given
        var options = new RunOptions(
                "run-here",
                Path.of("rules"),
                null,
                null,
                new InetSocketAddress("192.0.2.9", 6666),
                false,
                null,
                false,
                "none",
                false,
                0,
                false);

        // When
        var settings = options.settings();

        // Then
        assertThat(settings)
                .containsEntry("hikeshi.sensor.kernel", "false")
                .containsEntry("hikeshi.sensor.netconsole", "192.0.2.9:6666")
                .containsEntry("hikeshi.sensor.nodes", "false");
    }
}
