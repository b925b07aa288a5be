package io.hikeshi.responder.app.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.responder.app.confirm.Kubelets.Heard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubeletPortTest {
    @Test
    void hearsLifeWhereAConnectionIsTaken() throws IOException {
        try (var kubelet = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(KubeletPort.knock(List.of(addressOf(kubelet)))).isEqualTo(Heard.LIFE);
        }
    }

    @Test
    void hearsLifeWhereAConnectionIsRefusedBecauseOnlyAKernelRefuses() throws IOException {
        // Given
        var stopped = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        stopped.close();

        // When
        var heard = KubeletPort.knock(List.of(addressOf(stopped)));

        // Then
        assertThat(heard).isEqualTo(Heard.LIFE);
    }

    @Test
    void hearsSilenceWhereNobodyAnswers() throws IOException {
        try (var silent = new SilentPort()) {
            assertThat(KubeletPort.knock(List.of(silent.address()))).isEqualTo(Heard.SILENCE);
        }
    }

    @Test
    void hearsLifeWhereOneOfSeveralAddressesAnswers() throws IOException {
        try (var silent = new SilentPort();
                var kubelet = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(KubeletPort.knock(List.of(silent.address(), addressOf(kubelet))))
                    .isEqualTo(Heard.LIFE);
        }
    }

    @Test
    void learnsNothingWhereThereIsNowhereToKnock() {
        assertThat(KubeletPort.knock(List.of())).isEqualTo(Heard.NOTHING_LEARNT);
        assertThat(KubeletPort.knock(List.of(InetSocketAddress.createUnresolved("no.such.host.invalid", 10_250))))
                .isEqualTo(Heard.NOTHING_LEARNT);
    }

    private static InetSocketAddress addressOf(ServerSocket socket) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }
}
