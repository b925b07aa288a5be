package io.hikeshi.responder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hikeshi.sensor.event.Diagnosis;
import io.hikeshi.sensor.event.EventCodec;
import io.hikeshi.sensor.event.KernelOopsed;
import io.hikeshi.sensor.event.KernelPanicDisproved;
import io.hikeshi.sensor.event.KernelPanicRecovered;
import io.hikeshi.sensor.event.KernelPanicReported;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.NodeLost;
import io.hikeshi.sensor.event.NodeRebooted;
import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Sender;
import io.hikeshi.sensor.event.Transcript;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeLineTest {
    private static final Origin ORIGIN = new Origin("lab", "node-3", "boot-7", "netconsole");
    private static final Instant AT = Instant.parse("2026-03-01T09:30:00Z");
    private static final String TITLE = "BUG: unable to handle kernel NULL pointer dereference in kaboom";
    private static final Diagnosis DIAGNOSIS = new Diagnosis(
            TITLE,
            List.of(),
            "bad-access",
            false,
            List.of("kaboom"),
            "",
            "",
            "",
            -1,
            -1,
            "",
            List.of(),
            Map.of(),
            List.of("kaboom+0x1/0x2", "write+0x3/0x4"));
    private static final Transcript TRANSCRIPT = new Transcript("", "text", 3, 0, 0, true, "silence");

    @Test
    void saysWhatAKernelDiedOfAndHowSureItIsWhoSaidSo() {
        assertThat(line(panicked(new Sender("192.0.2.7", 6665, "extended", Nonce.VERIFIED, true))))
                .isEqualTo("node-3 KERNEL PANIC Attempted to kill init! (192.0.2.7, extended, nonce verified)");
        assertThat(line(panicked(new Sender("192.0.2.7", 6665, "basic", Nonce.UNREGISTERED, false))))
                .endsWith("(192.0.2.7, basic, nonce unregistered, no known node)");
    }

    @Test
    void showsTitleLossAndTraceOfAText() {
        // Given
        var sender = new Sender("192.0.2.7", 6665, "extended", Nonce.VERIFIED, true);

        // When
        var line = line(new KernelPanicReported(ORIGIN, AT, "Fatal exception", 7L, sender, DIAGNOSIS, TRANSCRIPT));

        // Then
        assertThat(line).isEqualTo("""
                node-3 panic text: %s (incomplete: 3 records missing, end silence)
                    kaboom+0x1/0x2
                    write+0x3/0x4""".formatted(TITLE));
    }

    @Test
    void hasWordsForEverythingElseThatHappensToANode() {
        assertThat(line(new KernelPanicRecovered(ORIGIN, AT, "ramoops", "d1", "", DIAGNOSIS, TRANSCRIPT)))
                .startsWith("node-3 panic text from ramoops: " + TITLE);
        assertThat(line(new KernelOopsed(ORIGIN, AT, "kmsg", 7L, DIAGNOSIS, "text")))
                .startsWith("node-3 kernel trouble: " + TITLE + " (kmsg)");
        assertThat(line(new KernelPanicDisproved(ORIGIN, AT, "ab12", "suspected-spoof", "its Lease is renewed")))
                .isEqualTo("node-3 lives, its panic is a suspected-spoof: its Lease is renewed");
        assertThat(line(new NodeLost(ORIGIN, AT, "Unknown", AT, 40, "")))
                .isEqualTo("node-3 LOST: its Lease was last renewed at 2026-03-01T09:30:00Z, Ready Unknown");
        assertThat(line(new NodeRebooted(ORIGIN, AT, "boot-6"))).isEqualTo("node-3 rebooted: now boot boot-7");
    }

    @Test
    void escapesWhatAStrangerWrites() {
        // Given
        var sender = new Sender("192.0.2.7", 6665, "basic", Nonce.MISSING, true);

        // When
        var line = line(new KernelPanicked(ORIGIN, AT, "\u001b[2Jforged\n12:00 all is well", 7L, "", sender));

        // Then
        assertThat(line).doesNotContain("\u001b").doesNotContain("\n");
    }

    private static NodeEvent panicked(Sender sender) {
        return new KernelPanicked(ORIGIN, AT, "Attempted to kill init!", 7L, "", sender);
    }

    private static String line(NodeEvent event) {
        return EventLine.of(EventCodec.encode(event), false).orElseThrow();
    }
}
