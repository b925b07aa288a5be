package io.hikeshi.sensor.agent.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.sensor.event.Sender;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloodTest {
    private static final Sender NODE = new Sender("192.0.2.7", 6665, "extended", Nonce.UNREGISTERED, true);
    private static final Sender OTHER_NODE = new Sender("192.0.2.8", 6665, "extended", Nonce.UNREGISTERED, true);
    private static final Sender PROVEN = new Sender("192.0.2.7", 6665, "extended", Nonce.VERIFIED, true);
    private static final Sender STRANGER = new Sender("203.0.113.1", 6665, "basic", Nonce.UNREGISTERED, false);

    private final Flood flood = new Flood();

    @Test
    void holdsBackANodeThatPanicsTooOftenAndNobodyElse() {
        // When
        long admitted = admitted(NODE, 1000);

        // Then
        assertThat(admitted).isEqualTo(Flood.MOST_OF_A_NODE);
        assertThat(admitted(OTHER_NODE, 1)).isEqualTo(1);
        assertThat(admitted(STRANGER, 1)).isEqualTo(1);
        assertThat(admitted(PROVEN, 100)).isEqualTo(100);
    }

    @Test
    void neverLetsStrangersCrowdOutANode() {
        // When
        long admitted = admitted(STRANGER, 100_000);

        // Then
        assertThat(admitted).isEqualTo(Flood.MOST_OF_STRANGERS);
        assertThat(admitted(NODE, 1)).isEqualTo(1);
    }

    @Test
    void forgetsAfterAMinute() {
        // Given
        admitted(NODE, 1000);

        // When
        boolean later = flood.admits(NODE, Duration.ofSeconds(121).toNanos());

        // Then
        assertThat(later).isTrue();
    }

    private long admitted(Sender sender, int times) {
        long now = Duration.ofSeconds(60).toNanos();
        return IntStream.range(0, times).filter(i -> flood.admits(sender, now)).count();
    }
}
