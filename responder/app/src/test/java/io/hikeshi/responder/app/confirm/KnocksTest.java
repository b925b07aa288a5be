package io.hikeshi.responder.app.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.responder.app.MovableClock;
import io.hikeshi.responder.app.confirm.Kubelets.Heard;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnocksTest {
    private static final List<InetSocketAddress> KUBELET = List.of(new InetSocketAddress("192.0.2.1", 10_250));
    private static final List<InetSocketAddress> OTHER = List.of(new InetSocketAddress("192.0.2.2", 10_250));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final List<Runnable> underWay = new ArrayList<>();
    private final List<List<InetSocketAddress>> knocked = new ArrayList<>();
    private Heard heard = Heard.SILENCE;
    private final Knocks knocks = new Knocks(this::hear, underWay::add, clock);

    @Test
    void holdNobodyUpWhileAKubeletIsSilent() {
        // Given
        var atFirst = knocks.at(KUBELET);
        finish();

        // When
        var later = knocks.at(KUBELET);

        // Then
        assertThat(atFirst).isEmpty();
        assertThat(later).contains(Heard.SILENCE);
    }

    @Test
    void serveAllWhoAskForOneKubelet() {
        // When
        for (int i = 0; i < 5; i++) knocks.at(KUBELET);
        knocks.at(OTHER);

        // Then
        finish();
        assertThat(knocked).containsExactly(KUBELET, OTHER);
    }

    @Test
    void areRepeatedOnceTheLastOneIsLongAgo() {
        // Given
        knocks.at(KUBELET);
        clock.move(Duration.ofMinutes(1));
        finish();
        heard = Heard.LIFE;
        clock.move(Duration.ofSeconds(5));
        assertThat(knocks.at(KUBELET)).contains(Heard.SILENCE);

        // When
        clock.move(Duration.ofMillis(1));
        var stale = knocks.at(KUBELET);

        // Then
        assertThat(stale).isEmpty();
        finish();
        assertThat(knocks.at(KUBELET)).contains(Heard.LIFE);
    }

    @Test
    void areRepeatedAtOnceAfterOneThatFailed() {
        // Given
        var failing = new Knocks(
                kubelet -> {
                    throw new IllegalStateException("no more sockets");
                },
                underWay::add,
                clock);
        failing.at(KUBELET);
        finish();

        // When
        var next = failing.at(KUBELET);

        // Then
        assertThat(next).isEmpty();
        assertThat(underWay).hasSize(1);
    }

    private Heard hear(List<InetSocketAddress> kubelet) {
        knocked.add(kubelet);
        return heard;
    }

    private void finish() {
        underWay.forEach(Runnable::run);
        underWay.clear();
    }
}
