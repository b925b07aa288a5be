package io.hikeshi.sensor.agent;

import io.hikeshi.sensor.event.Diagnosis;
import io.hikeshi.sensor.event.KernelPanicReported;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.NodeEvent;
import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Sender;
import io.hikeshi.sensor.event.Transcript;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Panics to report. */
final class Panics {
    private static final Sender SENDER = new Sender("192.0.2.7", 6665, "extended", Nonce.UNREGISTERED, true);
    private static final String REASON = "Attempted to kill init!";

    private Panics() {}

    static NodeEvent early(String node) {
        return new KernelPanicked(origin(node), Instant.EPOCH, REASON, 1_000_000L, "", SENDER);
    }

    static NodeEvent report(String node) {
        var diagnosis = new Diagnosis(
                "", List.of(), "panic", false, List.of(), "", "", "", -1, -1, "", List.of(), Map.of(), List.of());
        var transcript = new Transcript("", "Kernel panic - not syncing: " + REASON, 0, 0, 0, false, "marker");
        return new KernelPanicReported(origin(node), Instant.EPOCH, REASON, 1_000_000L, SENDER, diagnosis, transcript);
    }

    private static Origin origin(String node) {
        return new Origin("test", node, "boot-7", "netconsole");
    }
}
