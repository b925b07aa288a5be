package io.hikeshi.sensor.netconsole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiverIT {
    private static final int WANTED = 4 << 20;

    private final List<Finding> found = new CopyOnWriteArrayList<>();
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private ChannelDatagrams datagrams;
    private Receiver receiver;
    private Thread thread;

    @BeforeEach
    void listen() throws IOException {
        datagrams = ChannelDatagrams.open(new InetSocketAddress(loopback, 0), WANTED);
        receiver = new Receiver(datagrams, new Assembler(Limits.DEFAULT), found::add);
        thread = new Thread(this::run, "receiver");
        thread.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        receiver.close();
        thread.join();
    }

    @Test
    void tellsOfAPanicThatComesOverTheNetwork() throws IOException {
        // When
        try (var socket = new DatagramSocket(0, loopback)) {
            send(socket, "0,2,2000,-;Kernel panic - not syncing: out of luck\n");
            send(socket, "0,3,2001,-;---[ end Kernel panic - not syncing: out of luck ]---\n");
        }

        // Then
        await().untilAsserted(() -> assertThat(found).hasSize(2));
        assertThat(Capture.reported(found))
                .extracting(Finding.PanicReported::incomplete)
                .containsExactly(false);
    }

    @Test
    void accountsForEveryDatagramOfABurst() throws IOException {
        // When
        int sent = 20_000;
        try (var socket = new DatagramSocket(0, loopback)) {
            for (int seq = 0; seq < sent; seq++) send(socket, "6," + seq + ',' + seq + ",-;" + "x".repeat(80) + '\n');
        }

        // Then
        await().untilAsserted(() ->
                assertThat(receiver.received() + datagrams.drops()).isEqualTo(sent));
    }

    @Test
    void saysHowLargeABufferTheKernelGranted() {
        assertThat(datagrams.bufferBytes()).isBetween(2_048, 2 * WANTED);
        assertThat(datagrams.drops()).isZero();
    }

    @Test
    void endsWhenItIsClosed() {
        // When
        receiver.close();

        // Then
        await().until(() -> !thread.isAlive());
    }

    private void run() {
        try {
            receiver.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(DatagramSocket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, loopback, datagrams.port()));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
