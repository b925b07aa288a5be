package io.hikeshi.sensor.netconsole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetconsoleListenerIT {
    private static final String PANIC = "0,100,100000,-;Kernel panic - not syncing: out of luck\n";
    private static final String END = "0,101,100001,-;---[ end Kernel panic - not syncing: out of luck ]---\n";

    private final List<Finding> found = new CopyOnWriteArrayList<>();
    private final List<NetconsoleListener> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(NetconsoleListener::close);
    }

    @Test
    void tellsOfAPanicThatComesOverTheNetwork() throws IOException {
        // Given
        var listener = listen("127.0.0.1", 1, found::add);

        // When
        try (var node = node("127.0.0.1")) {
            send(node, listener, PANIC);
            send(node, listener, END);
        }

        // Then
        await().untilAsserted(() -> assertThat(found).hasSize(2));
        assertThat(Capture.reported(found))
                .extracting(Finding.PanicReported::incomplete)
                .containsExactly(false);
    }

    /** Each finding beside the worker that had it. */
    private record Heard(Finding finding, String worker) {}

    @Test
    void givesOneSourceToOneWorkerAlways() throws IOException {
        // Given
        var heard = new CopyOnWriteArrayList<Heard>();
        var listener = listen(
                "127.0.0.1",
                4,
                finding -> heard.add(new Heard(finding, Thread.currentThread().getName())));

        // When
        for (int node = 1; node <= 64; node++) panicAfterLines(listener, "127.0.1." + node);

        // Then
        await().untilAsserted(() -> assertThat(heard).hasSize(128));
        var workers =
                heard.stream().collect(groupingBy(one -> one.finding().source(), mapping(Heard::worker, toSet())));
        assertThat(workers)
                .hasSize(64)
                .allSatisfy((source, names) -> assertThat(names).hasSize(1));
        assertThat(workers.values().stream().flatMap(names -> names.stream()).distinct())
                .as("one in 10^38 machines gives 64 sources to one of 4")
                .hasSizeGreaterThan(1);
        assertThat(Capture.reported(heard.stream().map(Heard::finding).toList()))
                .allSatisfy(report -> assertThat(report.before().lines()).hasSize(20));
    }

    @Test
    void hearsBothFamiliesAtOneAddress() throws IOException {
        // Given
        var listener = listen("::", 2, found::add);

        // When
        for (var address : List.of("127.0.0.1", "::1")) {
            try (var node = node(address)) {
                send(node, InetAddress.getByName(address), listener, PANIC);
            }
        }

        // Then
        await().untilAsserted(() -> assertThat(Capture.panicked(found))
                .extracting(panicked -> panicked.source().address())
                .containsExactlyInAnyOrder("127.0.0.1", "0:0:0:0:0:0:0:1"));
    }

    @Test
    void accountsForEveryDatagramOfABurst() throws IOException {
        // Given
        var listener = listen("127.0.0.1", 2, found::add);

        // When
        int sent = 20_000;
        try (var node = node("127.0.0.1")) {
            for (int seq = 0; seq < sent; seq++)
                send(node, listener, "6," + seq + ',' + seq + ",-;" + "x".repeat(80) + '\n');
        }

        // Then
        await().untilAsserted(() -> assertThat(
                        listener.counts().received() + listener.counts().drops())
                .isEqualTo(sent));
        assertThat(listener.counts().sources()).isEqualTo(1);
        assertThat(listener.counts().weight()).isBetween(1L, Limits.DEFAULT.bytes());
    }

    @Test
    void losesNothingOfABurstThatComesBeforeAnybodyReads() throws IOException {
        // Given: 16 nodes that say 50,000 lines while the receiver does something else
        var listener = open("127.0.0.1", 2, found::add);
        int nodes = 16;
        int lines = 50_000 / nodes;

        // When
        for (int node = 1; node <= nodes; node++) {
            try (var socket = node("127.0.2." + node)) {
                for (int seq = 0; seq < lines; seq++)
                    send(socket, listener, "6," + seq + ',' + seq + ",-;" + "x".repeat(80) + '\n');
            }
        }
        listener.start();

        // Then
        await().untilAsserted(() -> assertThat(listener.counts().received()).isEqualTo(nodes * lines));
        assertThat(listener.counts().drops()).isZero();
    }

    @Test
    void countsWhatNoKernelSends() throws IOException {
        // Given
        var listener = listen("127.0.0.1", 1, found::add);

        // When
        try (var node = node("127.0.0.1")) {
            send(node, listener, "");
            send(node, listener, "Kernel panic - not syncing: " + "x".repeat(3_000));
        }

        // Then
        await().untilAsserted(() -> assertThat(listener.counts().malformed()).isEqualTo(2));
        assertThat(listener.counts().sources()).isZero();
        assertThat(found).isEmpty();
    }

    @Test
    void saysWhatToDoIfTheKernelGrantsTooLittleBuffer() throws IOException {
        // When
        var listener = listen("127.0.0.1", 2, found::add);

        // Then
        boolean enough = listener.bufferBytes() == 2L * NetconsoleListener.BUFFER_BYTES;
        assertThat(listener.bufferBytes()).isBetween(2L * 2_048, 2L * NetconsoleListener.BUFFER_BYTES);
        assertThat(listener.advice().isEmpty()).isEqualTo(enough);
        assertThat(listener.advice().orElse("net.core.rmem_max")).contains("net.core.rmem_max");
    }

    @Test
    void refusesAnAddressWhereAnotherListens() throws IOException {
        // Given
        var first = listen("127.0.0.1", 2, found::add);
        var address = new InetSocketAddress("127.0.0.1", first.port());

        // Then
        assertThatThrownBy(() -> NetconsoleListener.open(address, 2, Limits.DEFAULT, found::add))
                .as("sharing its port would take half of its nodes away from it")
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen for netconsole on udp 127.0.0.1:" + first.port())
                .hasMessageContaining("Address already in use")
                .hasMessageContaining("ss -ulpn");
    }

    @Test
    void reportsAnOpenPanicWhenItIsClosed() throws IOException, InterruptedException {
        // Given
        var listener = listen("127.0.0.1", 2, found::add);
        try (var node = node("127.0.0.1")) {
            send(node, listener, PANIC);
        }
        await().untilAsserted(() -> assertThat(found).hasSize(1));

        // When
        listener.close();
        listener.awaitEnd();

        // Then
        assertThat(Capture.reported(found))
                .extracting(Finding.PanicReported::end)
                .containsExactly(End.STOPPED);
        assertThat(listener.counts().received()).isEqualTo(1);
    }

    @Test
    void saysThatItNoLongerHears() throws IOException {
        // Given
        var listener = listen("127.0.0.1", 1, finding -> {
            throw new IllegalStateException("the queue is gone");
        });

        // When
        try (var node = node("127.0.0.1")) {
            send(node, listener, PANIC);
        }

        // Then
        assertThatThrownBy(listener::awaitEnd)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("udp port " + listener.port())
                .hasMessageContaining("the queue is gone");
    }

    private void panicAfterLines(NetconsoleListener listener, String address) throws IOException {
        try (var node = node(address)) {
            for (int seq : IntStream.range(80, 100).toArray())
                send(node, listener, "6," + seq + ',' + seq * 1_000 + ",-;line\n");
            send(node, listener, PANIC);
            send(node, listener, END);
        }
    }

    private NetconsoleListener listen(String address, int workers, Consumer<Finding> findings) throws IOException {
        var listener = open(address, workers, findings);
        listener.start();
        return listener;
    }

    private NetconsoleListener open(String address, int workers, Consumer<Finding> findings) throws IOException {
        var listener = NetconsoleListener.open(new InetSocketAddress(address, 0), workers, Limits.DEFAULT, findings);
        opened.add(listener);
        return listener;
    }

    private static DatagramSocket node(String address) throws IOException {
        return new DatagramSocket(0, InetAddress.getByName(address));
    }

    private static void send(DatagramSocket node, NetconsoleListener listener, String text) throws IOException {
        send(node, InetAddress.getByName("127.0.0.1"), listener, text);
    }

    private static void send(DatagramSocket node, InetAddress target, NetconsoleListener listener, String text)
            throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        node.send(new DatagramPacket(bytes, bytes.length, target, listener.port()));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
