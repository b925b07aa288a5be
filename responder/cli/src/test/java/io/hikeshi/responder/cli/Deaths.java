package io.hikeshi.responder.cli;

import io.hikeshi.sensor.event.Container;
import io.hikeshi.sensor.event.Frame;
import io.hikeshi.sensor.event.Origin;
import io.hikeshi.sensor.event.Pod;
import io.hikeshi.sensor.event.Process;
import io.hikeshi.sensor.event.ProcessCrashed;
import io.hikeshi.sensor.event.ProcessExited;
import io.hikeshi.sensor.event.ProcessKilled;
import io.hikeshi.sensor.event.ProcessOomKilled;
import io.hikeshi.sensor.event.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deaths to print. */
final class Deaths {
    static final Pod WEB = new Pod("0b7f1e52-6b1f-4a3e-9f5d-3c2a1b0d4e5f", "shop", "web-1", Map.of(), null);
    static final Container APP = new Container("4f".repeat(32), "app", "shop:1");
    private static final Origin ORIGIN = new Origin("default", "node-1", "boot-7", "kernel");
    private static final Instant AT = Instant.parse("2026-03-01T09:30:00Z");

    private Deaths() {}

    static ProcessCrashed crashed(String comm, String thread, String cgroup) {
        var signal = new Signal(11, "SIGSEGV", "SEGV_MAPERR", 16L);
        var stack = List.of(
                new Frame("3f9a0c12", 0x1139, "/usr/bin/worker", "level3"),
                new Frame("3f9a0c12", 0x1150, "/usr/lib/libshop.so.2", null),
                new Frame("3f9a0c12aa", 0x1160, null, null),
                new Frame(null, 0x7ffe0000, null, null));
        return new ProcessCrashed(ORIGIN, AT, "bpf", process(comm, thread, cgroup), signal, true, stack, null, null);
    }

    static ProcessOomKilled oomKilled() {
        return new ProcessOomKilled(ORIGIN, AT, "bpf", process("eater", "eater", "/x"), null, Pod.ofUid(WEB.uid()));
    }

    static ProcessKilled killed() {
        var signal = new Signal(9, "SIGKILL", "SI_USER", null);
        return new ProcessKilled(ORIGIN, AT, "bpf", process("sleep", "sleep", ""), signal, null, null);
    }

    static ProcessExited exited(@Nullable Container container) {
        return new ProcessExited(ORIGIN, AT, "bpf", process("sh", "sh", "/x"), 3, container, WEB);
    }

    private static Process process(String comm, String thread, String cgroup) {
        return new Process(4242, 4245, comm, thread, 0, 1, 100, AT, cgroup, null, null, List.of());
    }
}
