package io.hikeshi.sensor.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hikeshi.sensor.event.KernelOopsed;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a file with one record in place of the device, which gives one record at each read. */
@Timeout(30)
class KmsgSourceTest {
    private static final Origin ORIGIN = new Origin("test", "node-1", "0b007-1d", KmsgSource.NAME);

    @TempDir
    Path folder;

    private Path device;

    @BeforeEach
    void logTrouble() throws IOException {
        long usec = TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
        device = Files.writeString(
                folder.resolve("kmsg"), "2,100,%d,-;BUG: unable to handle page fault for address: 0".formatted(usec));
    }

    @Test
    void tellsOfTroubleAndWhenItWas() throws Exception {
        // When
        var event = read(ORIGIN).orElseThrow();

        // Then
        assertThat(event).isInstanceOfSatisfying(KernelOopsed.class, oops -> {
            assertThat(oops.via()).isEqualTo("kmsg");
            assertThat(oops.text()).contains("BUG: unable to handle page fault");
            assertThat(Duration.between(oops.at(), Instant.now())).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        });
    }

    @Test
    void tellsAgainAfterARestartUntilTheStreamHasIt() throws Exception {
        // Given
        var first = read(ORIGIN).orElseThrow();

        // When
        var second = readAndStore();
        var third = read(ORIGIN);

        // Then
        assertThat(second.map(NodeEvent::id)).contains(first.id());
        assertThat(third).isEmpty();
    }

    @Test
    void knowsThatNumbersOfAnotherBootMeanNothing() throws Exception {
        // Given
        readAndStore();

        // When
        var event = read(new Origin("test", "node-1", "0b007-2d", KmsgSource.NAME));

        // Then
        assertThat(event).isPresent();
    }

    @Test
    void saysWhatIsMissingWhereTheLogCannotBeRead() {
        assertThatThrownBy(() -> KmsgSource.open(folder.resolve("nothing"), ORIGIN, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CAP_SYSLOG");
    }

    private Optional<NodeEvent> read(Origin origin) throws Exception {
        try (var source = KmsgSource.open(device, origin, folder.resolve("state"))) {
            return source.next();
        }
    }

    private Optional<NodeEvent> readAndStore() throws Exception {
        try (var source = KmsgSource.open(device, ORIGIN, folder.resolve("state"))) {
            var event = source.next();
            event.ifPresent(source::stored);
            return event;
        }
    }
}
