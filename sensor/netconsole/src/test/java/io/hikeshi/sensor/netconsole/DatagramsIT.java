package io.hikeshi.sensor.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DatagramsIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int SENT = 1_000;

    private int received;

    @Test
    void countsWhatTheKernelThrewAway() throws IOException {
        try (var datagrams = open(4_096)) {
            // Given
            sendTo(datagrams.port());

            // When
            receiveAll(datagrams);

            // Then
            assertThat(datagrams.drops()).isPositive().isEqualTo(SENT - received);
        }
    }

    @Test
    void losesNothingOfABurstThatFitsTheBuffer() throws IOException {
        try (var datagrams = open(1 << 20)) {
            // Given
            sendTo(datagrams.port());

            // When
            receiveAll(datagrams);

            // Then
            assertThat(received).isEqualTo(SENT);
            assertThat(datagrams.drops()).isZero();
        }
    }

    @Test
    void remembersWhatWasLostOnceClosed() throws IOException {
        // Given
        var datagrams = open(4_096);
        sendTo(datagrams.port());
        long lost = datagrams.drops();

        // When
        datagrams.close();

        // Then
        assertThat(lost).isPositive();
        assertThat(datagrams.drops()).isEqualTo(lost);
        assertThat(datagrams.receive(10, (source, bytes, length) -> received++)).isZero();
        assertThat(datagrams.isOpen()).isFalse();
    }

    private static Datagrams open(int bufferBytes) throws IOException {
        return Datagrams.open(new InetSocketAddress(LOOPBACK, 0), bufferBytes, Sharing.ALONE);
    }

    private void receiveAll(Datagrams datagrams) throws IOException {
        int taken;
        do {
            taken = datagrams.receive(50, (source, bytes, length) -> received++);
        } while (taken > 0);
    }

    private static void sendTo(int port) throws IOException {
        try (var socket = new DatagramSocket(0, LOOPBACK)) {
            byte[] line = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < SENT; i++) socket.send(new DatagramPacket(line, line.length, LOOPBACK, port));
        }
    }
}
