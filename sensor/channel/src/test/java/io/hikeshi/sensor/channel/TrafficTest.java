package io.hikeshi.sensor.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.channel.Traffic.Count;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficTest {
    @Test
    void showsEachCountAsAMetric() {
        // Given
        var traffic = new Traffic();
        var registry = new SimpleMeterRegistry();
        new TrafficMetrics(traffic, new NatsLink(Settings.of())).bindTo(registry);

        // When
        traffic.add(Count.PUBLISHED);
        traffic.add(Count.DROPPED, 3);

        // Then
        assertThat(registry.get("hikeshi.published").functionCounter().count()).isEqualTo(1);
        assertThat(registry.get("hikeshi.dropped").functionCounter().count()).isEqualTo(3);
        assertThat(registry.get("hikeshi.dead").functionCounter().count()).isZero();
        assertThat(registry.get("hikeshi.buffered").gauge().value()).isZero();
        assertThat(registry.get("hikeshi.nats.connected").gauge().value()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "50, 60"})
    void waitsLongerAfterEachFailure(long delivery, long seconds) {
        assertThat(Handover.pause(delivery)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "nats://user:secret@host:4222, nats://host:4222",
        "'nats://a:b@h1:1,tls://c:d@h2:2', 'nats://h1:1,tls://h2:2'",
        "nats://host:4222, nats://host:4222",
        "nats://to:p@ss@host:4222, nats://host:4222",
    })
    void showsNoLoginThatAUrlHolds(String url, String shown) {
        assertThat(new NatsLink(Settings.of("url", url)).url()).isEqualTo(shown);
    }
}
