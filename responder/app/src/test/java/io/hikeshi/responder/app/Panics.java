package io.hikeshi.responder.app;

import io.hikeshi.sensor.event.Diagnosis;
import io.hikeshi.sensor.event.KernelPanicDisproved;
import io.hikeshi.sensor.event.KernelPanicRecovered;
import io.hikeshi.sensor.event.KernelPanicReported;
import io.hikeshi.sensor.event.KernelPanicked;
import io.hikeshi.sensor.event.NodeLost;
import io.hikeshi.sensor.event.NodeRebooted;
import io.hikeshi.sensor.event.Nonce;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Sender;
import io.hikeshi.sensor.event.Transcript;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of the deaths of one node. */
final class Panics {
    static final Instant AT = Deaths.AT;
    static final String NODE = Deaths.NODE;
    static final String DEAD = "boot-dead";
    static final String NEXT = "boot-next";
    static final String UNKNOWN = Origin.UNKNOWN_BOOT;

    private static final Sender SENDER = new Sender("10.0.0.7", 6665, "extended", Nonce.VERIFIED, true);

    private static final Diagnosis DIAGNOSIS = new Diagnosis(
            "BUG: NULL pointer dereference in foo",
            List.of(),
            "bad-access",
            false,
            List.of("foo"),
            "6.18.0",
            "",
            "",
            0,
            1,
            "init",
            List.of(),
            Map.of(),
            List.of("foo+0x1/0x2", "do_exit+0x3/0x4"));

    /** What an operator may want done about a dead node. */
    static final String RULES = """
            apiVersion: hikeshi.io/v1
            kind: Rules
            rules:
              - name: panicked
                on: [kernel.panicked]
                then:
                  - action: cordon-node
                  - { action: fail-pods, confirm: node-dead }
                  - { action: taint-node, confirm: fenced }
                  - action: page-oncall
              - name: lost
                on: [node.lost]
                then: [{ action: reschedule-job, confirm: node-dead }]
            budgets:
              - { name: nodes-out, actions: [cordon-node, fail-pods], max: 10%, window: 1h }
            """;

    private Panics() {}

    static KernelPanicked panicked(String boot) {
        return panicked(boot, 1_000_000L, AT);
    }

    static KernelPanicked panicked(String boot, @Nullable Long usec, Instant at) {
        return new KernelPanicked(origin(boot, "netconsole"), at, "Fatal exception", usec, "6.18.0", SENDER);
    }

    static KernelPanicked panickedOn(String node) {
        var origin = new Origin("default", node, DEAD, "netconsole");
        return new KernelPanicked(origin, AT, "Fatal exception", 1_000_000L, "6.18.0", SENDER);
    }

    static KernelPanicReported reported(String boot) {
        return new KernelPanicReported(
                origin(boot, "netconsole"),
                AT.plusSeconds(2),
                "Fatal exception",
                1_000_000L,
                SENDER,
                DIAGNOSIS,
                transcript());
    }

    static KernelPanicRecovered recovered(String reader, String dump) {
        return new KernelPanicRecovered(
                origin(reader, "pstore"),
                AT.plusSeconds(1),
                "ramoops",
                dump,
                "Fatal exception",
                DIAGNOSIS,
                transcript());
    }

    static KernelPanicDisproved disproved(String boot) {
        return new KernelPanicDisproved(
                origin(boot, "responder"),
                AT.plusSeconds(30),
                panicked(boot).id(),
                "suspected-spoof",
                "its Lease lives");
    }

    static NodeLost lost(String boot) {
        return new NodeLost(origin(boot, "lease"), AT.plusSeconds(45), "Unknown", AT.minusSeconds(5), 40, "silent");
    }

    static NodeRebooted rebooted(String previous, String next) {
        return new NodeRebooted(origin(next, "lease"), AT.plusSeconds(90), previous);
    }

    private static Origin origin(String boot, String sensor) {
        return new Origin("default", NODE, boot, sensor);
    }

    private static Transcript transcript() {
        return new Transcript("", "Kernel panic - not syncing: Fatal exception\n", 0, 0, 0, false, "marker");
    }
}
