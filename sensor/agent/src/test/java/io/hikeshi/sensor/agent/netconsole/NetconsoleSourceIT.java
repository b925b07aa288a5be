package io.hikeshi.sensor.agent.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.agent.cluster.KnownNode;
import io.hikeshi.sensor.agent.cluster.NodeIndex;
import io.hikeshi.sensor.event.KernelPanicReported;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.sensor.netconsole.Limits;
import io.hikeshi.sensor.netconsole.target.NodeNonce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Datagrams over loopback, as a dying kernel sends them. */
@Timeout(60)
class NetconsoleSourceIT {
    private static final InetAddress HOST = InetAddress.getLoopbackAddress();
    private static final NodeNonce NONCE = NodeNonce.random();
    private static final String PANIC = "0,5,9000000,-;Kernel panic - not syncing: Attempted to kill init!\n";
    private static final String END =
            "0,6,9000001,-;---[ end Kernel panic - not syncing: Attempted to kill init! ]---\n";

    private final NodeIndex nodes = new NodeIndex();
    private NetconsoleSource source;
    private DatagramSocket node;

    @BeforeEach
    void listen() throws IOException {
        node = new DatagramSocket(0, HOST);
        source = NetconsoleSource.open(
                new InetSocketAddress(HOST, 0), 2, Limits.DEFAULT, new Attribution("test", nodes), tested -> {});
    }

    @AfterEach
    void close() {
        source.close();
        node.close();
    }

    @Test
    void namesInBothEventsTheBootThatDiedAlthoughItsNodeIsInTheNextOneByThen() throws Exception {
        // Given
        nodes.put(nodeInBoot("boot-1"));
        send(node, PANIC + " hikeshi-nonce=" + NONCE.text() + "\n");
        var panicked = (KernelPanicked) source.next().orElseThrow();

        // When
        nodes.put(nodeInBoot("boot-2"));
        send(node, END);
        var reported = (KernelPanicReported) source.next().orElseThrow();

        // Then
        assertThat(panicked.origin().bootId()).isEqualTo("boot-1");
        assertThat(panicked.sender().nonce()).isEqualTo(Nonce.VERIFIED);
        assertThat(reported.origin()).isEqualTo(panicked.origin());
        assertThat(reported.sender()).isEqualTo(panicked.sender());
        assertThat(reported.transcript().end()).isEqualTo("marker");
    }

    @Test
    void tellsOfEveryKernelBeforeTheTextOfAny() throws Exception {
        // Given
        var dying = IntStream.range(0, 50).mapToObj(i -> socket()).toList();
        for (var kernel : dying) send(kernel, PANIC.replace("9000000", "9" + (100000 + kernel.getLocalPort())));

        // When
        var kinds = new ArrayList<String>();
        for (var kernel : dying) kinds.add(source.next().orElseThrow().kind().word());

        // Then
        assertThat(kinds).containsOnly("kernel.panicked");
        dying.forEach(DatagramSocket::close);
    }

    @Test
    void cutsOffAForgerWhoPanicsAThousandTimesInTheNameOfANode() throws Exception {
        // Given
        nodes.put(nodeInBoot("boot-1"));
        for (int i = 0; i < 1000; i++) {
            try (var forger = socket()) {
                send(forger, PANIC.replace("9000000", Integer.toString(9_000_000 + i)));
            }
        }

        // When
        source.close();
        int told = 0;
        for (var next = source.next(); next.isPresent(); next = source.next()) told++;

        // Then
        assertThat(told).isPositive().isLessThanOrEqualTo(2 * Flood.MOST_OF_A_NODE);
    }

    @Test
    void knowsAllItsLinesInBothFormatsBeforeThereIsAPanic() {
        // When
        var events = new Rehearsal(new Attribution("test", nodes)).play();

        // Then
        assertThat(events)
                .extracting(event -> event.kind().word())
                .containsOnly("kernel.panicked", "kernel.panic.reported")
                .hasSize(4);
    }

    private static KnownNode nodeInBoot(String bootId) {
        return new KnownNode("node-7", bootId, Set.of(HOST.getHostAddress()), NONCE.registered(), "True", "");
    }

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(0, HOST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(DatagramSocket from, String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        from.send(
                new DatagramPacket(bytes, bytes.length, HOST, source.listener().port()));
    }
}
