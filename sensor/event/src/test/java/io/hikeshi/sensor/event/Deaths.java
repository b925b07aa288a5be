package io.hikeshi.sensor.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One death of each kind, as a sensor would report it. */
final class Deaths {
    static final Origin ORIGIN =
            new Origin("prod", "node-1.example.com", "3f1b7c52-9f4e-4b0e-9d0e-6d1f2a3b4c5d", "kernel");

    static final Instant AT = Instant.parse("2026-03-01T09:30:00.123456789Z");

    static final Process WORKER = new Process(
            4242,
            4245,
            "worker",
            "worker-io",
            1000,
            4200,
            987654,
            Instant.parse("2026-03-01T09:29:58.500Z"),
            "/kubepods.slice/kubepods-pod1.slice/cri-containerd-abc.scope",
            7,
            "/usr/bin/worker",
            List.of("worker", "--queue=\"orders\"", "--password=…"));

    /** As much as a fallback backend knows about a process of the host. */
    static final Process DAEMON =
            new Process(77, 77, "daemon", "daemon", 0, 1, 12, Instant.EPOCH, "", null, null, List.of());

    static final Signal SEGV = new Signal(11, "SIGSEGV", "SEGV_MAPERR", 0x10L);

    static final List<Frame> STACK = List.of(
            new Frame("3f9a0c12", 0x1139, "/usr/bin/worker", "level3"),
            new Frame("3f9a0c12", 0x1150, "/usr/bin/worker", null),
            new Frame(null, 0x7ffff7dc1234L, null, null));

    static final Container CONTAINER = new Container("abc123", "web", "registry.example/shop/web:1.2");

    static final Pod POD = new Pod(
            "6f1c0a54-0000-4000-8000-1234567890ab",
            "shop",
            "web-1",
            Map.of("app", "web", "tier", "front"),
            new Workload("Deployment", "web"));

    private Deaths() {}

    static ProcessCrashed crashed() {
        return new ProcessCrashed(ORIGIN, AT, "bpf", WORKER, SEGV, true, STACK, CONTAINER, POD);
    }

    static ProcessOomKilled oomKilled() {
        return new ProcessOomKilled(ORIGIN, AT, "bpf", WORKER, CONTAINER, POD);
    }

    static ProcessKilled killed() {
        return new ProcessKilled(
                ORIGIN,
                AT,
                "perf",
                WORKER,
                new Signal(9, "SIGKILL", "SI_USER", null),
                new Container("abc123", null, null),
                Pod.ofUid(POD.uid()));
    }

    static ProcessExited exited() {
        return new ProcessExited(ORIGIN, AT, "proc", DAEMON, 3, null, null);
    }

    static List<ProcessDeath> oneOfEachKind() {
        return List.of(crashed(), oomKilled(), killed(), exited());
    }
}
