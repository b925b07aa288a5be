package io.hikeshi.sensor.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One event of each kind. */
final class Events {
    static final Origin ORIGIN =
            new Origin("prod", "node-1.example.com", "3f1b7c52-9f4e-4b0e-9d0e-6d1f2a3b4c5d", "netconsole");

    static final Instant AT = Deaths.AT;

    static final Sender SENDER = new Sender("192.0.2.7", 6665, "extended", Nonce.VERIFIED, true);

    static final Diagnosis DIAGNOSIS = new Diagnosis(
            "BUG: unable to handle kernel NULL pointer dereference in kaboom_write",
            List.of("BUG: unable to handle page fault in kaboom_write"),
            "bad-access",
            false,
            List.of("kaboom_write", "proc_reg_write", "vfs_write"),
            "6.1.0-40-cloud-amd64",
            "QEMU Standard PC (Q35 + ICH9, 2009)",
            "OE",
            0,
            77,
            "sh",
            List.of("kaboom(OE)", "netconsole"),
            Map.of("RAX", "0000000000000000", "CR2", "0000000000000000"),
            List.of("kaboom_write+0x1c/0x30 [kaboom]", "proc_reg_write+0x5a/0xa0"));

    static final Transcript TRANSCRIPT = new Transcript(
            "Oops: 0002 [#1]\n",
            "Kernel panic - not syncing: Fatal exception\n---[ end Kernel panic - not syncing: Fatal exception ]---\n",
            0,
            2,
            0,
            false,
            "marker");

    private static final String REASON = "Fatal exception";

    private Events() {}

    static KernelPanicked panicked() {
        return new KernelPanicked(ORIGIN, AT, REASON, 8_374_456_345L, "6.1.0-40-cloud-amd64", SENDER);
    }

    static KernelPanicReported reported() {
        return new KernelPanicReported(ORIGIN, AT, REASON, 8_374_456_345L, SENDER, DIAGNOSIS, TRANSCRIPT);
    }

    static KernelPanicRecovered recovered() {
        return new KernelPanicRecovered(ORIGIN, AT, "ramoops", "0123456789abcdef0123", REASON, DIAGNOSIS, TRANSCRIPT);
    }

    static KernelOopsed oopsed() {
        return new KernelOopsed(ORIGIN, AT, "kmsg", 12L, DIAGNOSIS, "BUG: unable to handle page fault\n");
    }

    static List<NodeEvent> oneOfEachKind() {
        var events = new ArrayList<NodeEvent>(Deaths.oneOfEachKind());
        events.add(panicked());
        events.add(reported());
        events.add(recovered());
        events.add(new KernelPanicDisproved(
                ORIGIN, AT, panicked().id(), "suspected-spoof", "its Lease was renewed 12 s after the panic"));
        events.add(oopsed());
        events.add(
                new NodeLost(ORIGIN, AT, "Unknown", AT.minusSeconds(40), 40, "Kubelet stopped posting node status."));
        events.add(new NodeRebooted(ORIGIN, AT, "0d0e6d1f-9f4e-4b0e-9d0e-3f1b7c522a3b"));
        return events;
    }
}
